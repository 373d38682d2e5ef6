package dev.gatehouse.core.rules.privilege;

import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.rules.iam.IamKnowledge;
import dev.gatehouse.core.rules.kit.Documents;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.organization.OrganizationTree;
import dev.gatehouse.policy.compare.Comparison;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import dev.gatehouse.trail.TrailEvent;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Control policies (SCPs, RCPs) of an organization that hold accounts back less than before. */
final class ControlPolicyLoss {
  private static final Measure RELEASED =
      Measure.of("control-policies-lost", "holds no longer", "control policies left in place");

  private static final Measure NOT_KNOWN =
      Measure.of("control-policy-removed", "policy, of unknown content", "left in place");

  private static final Measure WIDER =
      Measure.of("control-policy-changed", "effect of the change", "no new access");

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
                    "switched off all policies of a type:",
                    type,
                    Severity.HIGH,
                    lost(List.of("every " + type)),
                    false)
                .told(
                    Headline.of(
                        "{actor} switched off all policies of type {}", Quantity.text(type)))
            : null;
      }
      case "MoveAccount" -> moved(event, estate.inventory().organization());
      case "RemoveAccountFromOrganization" ->
          new ProtectionLoss(
                  "took out of the organization account",
                  account(event),
                  Severity.HIGH,
                  lost(List.of("every control policy")),
                  false)
              .told(
                  Headline.of(
                      "{actor} took {} out of the organization",
                      Quantity.identity("account:" + account(event))));
      default -> null;
    };
  }

  private static ProtectionLoss detached(String id, String target, IamKnowledge before) {
    boolean unknown = before.control(id).opaque();
    return new ProtectionLoss(
        "detached control policy",
        id + " from " + target,
        unknown ? Severity.MEDIUM : Severity.HIGH,
        unknown
            ? Reason.of(NOT_KNOWN, Quantity.text(id))
            : lost(List.of(before.control(id).name())),
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
              "weakened control policy",
              id,
              Severity.HIGH,
              Reason.of(WIDER, Quantity.text("new access")),
              false);
      case CANNOT_TELL ->
          new ProtectionLoss(
              "changed control policy",
              id,
              Severity.LOW,
              Reason.of(WIDER, Quantity.text("not known")),
              true);
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
                account(event),
                Severity.HIGH,
                lost(lost),
                false)
            .told(
                Headline.of(
                    "{actor} moved {} to where fewer control policies hold",
                    Quantity.identity("account:" + account(event))));
  }

  private static Reason lost(Collection<String> policies) {
    return Reason.of(RELEASED, Quantity.values(Unit.TEXT, policies));
  }

  private static String account(TrailEvent event) {
    return String.valueOf(event.request("accountId"));
  }

  private static Set<String> above(OrganizationTree tree, @Nullable String parent) {
    Set<String> ids = new TreeSet<>();
    if (parent != null) {
      tree.path(parent).forEach(target -> ids.addAll(tree.attachedTo(target)));
    }
    return ids;
  }
}
