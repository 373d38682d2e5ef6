package dev.gatehouse.core.rules.privilege;

import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.rules.iam.IamKnowledge;
import dev.gatehouse.core.rules.kit.Documents;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.organization.OrganizationTree;
import dev.gatehouse.policy.compare.Comparison;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import dev.gatehouse.trail.TrailEvent;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Control policies (SCPs, RCPs) of an organization that hold accounts back less than before. */
final class ControlPolicyLoss {
  private static final String KEPT = "control policies left in place";

  private ControlPolicyLoss() {}

  /** What the change took away; null for nothing. */
  static @Nullable ProtectionLoss of(TrailEvent event, IamKnowledge before, Estate estate) {
    String policy = event.request("policyId");
    return switch (event.eventName()) {
      case "DetachPolicy" ->
          policy == null || policy.equals(OrganizationTree.FULL_ACCESS_ID)
              ? null
              : detached(policy, String.valueOf(event.request("targetId")), before);
      case "UpdatePolicy" -> policy == null ? null : updated(event, policy, before);
      case "DisablePolicyType" -> {
        String type = String.valueOf(event.request("policyType"));
        yield type.endsWith("_CONTROL_POLICY")
            ? new ProtectionLoss(
                "switched off all policies of a type:", type, Severity.HIGH, type, KEPT, false)
            : null;
      }
      case "MoveAccount" -> moved(event, estate.inventory().organization());
      case "RemoveAccountFromOrganization" ->
          new ProtectionLoss(
              "took out of the organization account",
              String.valueOf(event.request("accountId")),
              Severity.HIGH,
              "no control policy holds it back any more",
              KEPT,
              false);
      default -> null;
    };
  }

  private static ProtectionLoss detached(String id, String target, IamKnowledge before) {
    boolean unknown = before.control(id).opaque();
    return new ProtectionLoss(
        "detached control policy",
        id + " from " + target,
        unknown ? Severity.MEDIUM : Severity.HIGH,
        unknown ? "Unknown content of " + id : before.control(id).name() + " holds no longer",
        KEPT,
        unknown);
  }

  private static @Nullable ProtectionLoss updated(
      TrailEvent event, String id, IamKnowledge before) {
    String content = event.request("content");
    if (content == null) {
      return null;
    }
    Policy old = before.control(id);
    Policy now = Documents.policy(id, content);
    Comparison.Answer answer =
        old.opaque() || now.opaque()
            ? Comparison.Answer.CANNOT_TELL
            : Comparison.of(old, now, PolicyKind.SCP).answer();
    return switch (answer) {
      case NO_NEW_ACCESS -> null;
      case NEW_ACCESS ->
          new ProtectionLoss(
              "weakened control policy", id, Severity.HIGH, "new access", "no new access", false);
      case CANNOT_TELL ->
          new ProtectionLoss(
              "changed control policy", id, Severity.LOW, "Unknown effect", "no new access", true);
    };
  }

  /** An account moved to where fewer policies hold. */
  private static @Nullable ProtectionLoss moved(TrailEvent event, OrganizationTree tree) {
    Set<String> lost = above(tree, event.request("sourceParentId"));
    lost.removeAll(above(tree, event.request("destinationParentId")));
    lost.remove(OrganizationTree.FULL_ACCESS_ID);
    return lost.isEmpty()
        ? null
        : new ProtectionLoss(
            "moved out of control policies account",
            String.valueOf(event.request("accountId")),
            Severity.HIGH,
            String.join(", ", lost) + " hold no longer",
            KEPT,
            false);
  }

  private static Set<String> above(OrganizationTree tree, @Nullable String parent) {
    Set<String> ids = new TreeSet<>();
    if (parent != null) {
      tree.path(parent).forEach(target -> ids.addAll(tree.attachedTo(target)));
    }
    return ids;
  }
}
