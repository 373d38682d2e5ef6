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
        new AssumeDeniedSweep(
            setup.settings("assume-denied-sweep", AssumeDeniedSweep.Settings.defaults()),
            setup.estate()),
        new EnumerationBurst(
            setup.settings("enumeration-burst", EnumerationBurst.Settings.defaults()),
            setup.estate()),
        new ReconAfterIdentityCheck(
            setup.settings(
                "recon-after-identity-check", ReconAfterIdentityCheck.Settings.defaults())));
  }
}
