package dev.gatehouse.core.rules.habit;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.rules.kit.Setup;
import java.util.List;

/** The detections of this family. */
public final class HabitDetections {
  private HabitDetections() {}

  /** All of them. */
  public static List<Detection> all(Setup setup) {
    return List.of(
        new BehaviourComposite(
            setup.settings("behaviour-composite", BehaviourComposite.Settings.defaults()),
            setup.estate()),
        new BehaviourWidening(
            setup.settings("behaviour-widening", BehaviourWidening.Settings.defaults()),
            setup.estate()),
        new DormantWakes(
            setup.settings("dormant-wakes", DormantWakes.Settings.defaults()), setup.estate()),
        new NewCallAfterAssume(
            setup.settings("new-call-after-assume", NewCallAfterAssume.Settings.defaults()),
            setup.estate()),
        new OffHours(setup.settings("off-hours", OffHours.Settings.defaults()), setup.estate()));
  }
}
