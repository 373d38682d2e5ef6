package dev.gatehouse.core.rules.privilege;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.rules.kit.Setup;
import java.util.List;

/** The detections of this family. */
public final class PrivilegeDetections {
  private PrivilegeDetections() {}

  /** All of them. */
  public static List<Detection> all(Setup setup) {
    return List.of(
        new AdminPolicyAttached(setup),
        new LowPrivilegeAssumesPrivileged(setup),
        new PolicyWidened(setup),
        new ProtectionRemoved(setup),
        new UserBoundaryRemoved(setup));
  }
}
