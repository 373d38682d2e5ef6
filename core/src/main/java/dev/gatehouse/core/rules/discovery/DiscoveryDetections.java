package dev.gatehouse.core.rules.discovery;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.rules.kit.Setup;
import java.util.List;

/** The detections of this family. */
public final class DiscoveryDetections {
  private DiscoveryDetections() {}

  /** All of them. */
  public static List<Detection> all(Setup setup) {
    return List.of(
        new AssumeDeniedSweep(setup),
        new EnumerationBurst(setup),
        new ReconAfterIdentityCheck(setup));
  }
}
