package dev.gatehouse.core.rules.volume;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.rules.kit.Setup;
import java.util.List;

/** The detections of this family. */
public final class VolumeDetections {
  private VolumeDetections() {}

  /** All of them. */
  public static List<Detection> all(Setup setup) {
    return List.of(
        new AssumeSpike(setup.settings("assume-spike", AssumeSpike.Settings.defaults())),
        new AssumeVolume(
            setup.settings("assume-volume", AssumeVolume.Settings.defaults()), setup.estate()),
        new CountAnomaly(setup.settings("count-anomaly", CountAnomaly.Settings.defaults())),
        new DistinctRolesSurge(
            setup.settings("distinct-roles-surge", DistinctRolesSurge.Settings.defaults()),
            setup.estate()),
        new ManySourcesOneTarget(
            setup.settings("many-sources-one-target", ManySourcesOneTarget.Settings.defaults()),
            setup.estate()),
        new ShortSessions(
            setup.settings("short-sessions", ShortSessions.Settings.defaults()), setup.estate()),
        new TargetRoleSurge(
            setup.settings("target-role-surge", TargetRoleSurge.Settings.defaults()),
            setup.estate()));
  }
}
