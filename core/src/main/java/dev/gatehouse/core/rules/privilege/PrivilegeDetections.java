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
        new AdminPolicyAttached(
            setup.settings("admin-policy-attached", AdminPolicyAttached.Settings.defaults()),
            setup.estate()),
        new LowPrivilegeAssumesPrivileged(
            setup.settings(
                "low-privilege-assumes-privileged",
                LowPrivilegeAssumesPrivileged.Settings.defaults()),
            setup.estate()),
        new PolicyWidened(
            setup.settings("policy-widened", PolicyWidened.Settings.defaults()), setup.estate()),
        new ProtectionRemoved(
            setup.settings("protection-removed", ProtectionRemoved.Settings.defaults()),
            setup.estate()));
  }
}
