package dev.gatehouse.gate.access;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.policy.decision.Blocker;
import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.PolicyType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The sentence of a refusal (IAM guide, "Troubleshoot access denied error messages"). AWS names one
 * kind of policy, also where several are in the way.
 */
final class AccessDenied {
  /** In which order AWS looks at them, and so which one it names. */
  private static final List<PolicyType> ORDER =
      List.of(
          PolicyType.RCP,
          PolicyType.SCP,
          PolicyType.RESOURCE,
          PolicyType.IDENTITY,
          PolicyType.BOUNDARY,
          PolicyType.SESSION);

  private AccessDenied() {}

  static AwsException of(Identity caller, Permission permission, Decision decision) {
    String text =
        "User: "
            + caller.arn()
            + " is not authorized to perform: "
            + permission.action()
            + " on resource: "
            + permission.shown();
    return new AwsException(
        403, "AccessDenied", text + (permission.reasoned() ? reason(permission, decision) : ""));
  }

  private static String reason(Permission permission, Decision decision) {
    boolean explicit = decision.blockers().stream().anyMatch(Blocker::explicit);
    Optional<PolicyType> named =
        decision.blockers().stream()
            .filter(blocker -> blocker.explicit() == explicit)
            .map(Blocker::type)
            .filter(ORDER::contains)
            .min(Comparator.comparingInt(ORDER::indexOf));
    if (named.isEmpty()) {
      return "";
    }
    String words = named.get().words();
    return explicit
        ? " with an explicit deny in " + (words.startsWith("i") ? "an " : "a ") + words
        : " because no " + words + " allows the " + permission.action() + " action";
  }
}
