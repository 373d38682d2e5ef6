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
        new BehaviourComposite(setup),
        new BehaviourWidening(setup),
        new DormantWakes(setup),
        new NewCallAfterAssume(setup),
        new OffHours(setup));
  }
}
