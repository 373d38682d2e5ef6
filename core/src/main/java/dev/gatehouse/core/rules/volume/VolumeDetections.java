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
        new AssumeSpike(setup),
        new AssumeVolume(setup),
        new CountAnomaly(setup),
        new DistinctRolesSurge(setup),
        new ManySourcesOneTarget(setup),
        new ShortSessions(setup),
        new TargetRoleSurge(setup));
  }
}
