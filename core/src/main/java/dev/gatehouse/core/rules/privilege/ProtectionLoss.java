package dev.gatehouse.core.rules.privilege;

import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.rules.iam.IamChange;
import dev.gatehouse.core.rules.iam.IamHolder;
import dev.gatehouse.core.rules.iam.IamKnowledge;
import dev.gatehouse.core.rules.kit.Documents;
import dev.gatehouse.policy.compare.Comparison;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import dev.gatehouse.trail.TrailEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A protection inside one account that a change took away.
 *
 * @param what a few words, to go between a name and a thing: {@code took the boundary off}
 * @param observed what is gone
 * @param expected what would have been ordinary
 * @param unknown nobody can say whether the thing protected: its document is not known
 */
record ProtectionLoss(
    String what,
    String thing,
    Severity severity,
    String observed,
    String expected,
    boolean unknown) {
  /** AWS's own default, against which a policy is held where none is known. */
  private static final int LENGTH_DEFAULT = 8;

  /** What the change took away; null for nothing. */
  static @Nullable ProtectionLoss of(TrailEvent event, IamKnowledge before) {
    String call = event.eventName();
    String arn = event.request("policyArn");
    return switch (call) {
      case "DeleteRolePermissionsBoundary" -> {
        String boundary = holder(event, before).boundary;
        yield new ProtectionLoss(
            "took the permissions boundary off",
            IamChange.receiver(event),
            Severity.MEDIUM,
            "boundary " + (boundary == null ? "of unknown name" : boundary) + " gone",
            "the boundary left in place",
            false);
      }
      case "PutRolePermissionsBoundary" -> boundary(event, before);
      case "DeleteUserPolicy", "DeleteRolePolicy", "DeleteGroupPolicy" -> {
        Policy old = holder(event, before).inline.get(String.valueOf(event.request("policyName")));
        yield taken(event, event.request("policyName"), old);
      }
      case "DetachUserPolicy", "DetachRolePolicy", "DetachGroupPolicy" ->
          arn == null ? null : taken(event, arn, before.managed(arn));
      case "PutUserPolicy", "PutRolePolicy", "PutGroupPolicy" -> {
        String name = String.valueOf(event.request("policyName"));
        Policy old = holder(event, before).inline.get(name);
        yield old == null
            ? null
            : denial(
                name + " of " + IamChange.receiver(event),
                old,
                Documents.policy(name, event.request("policyDocument")));
      }
      case "CreatePolicyVersion" ->
          arn != null && "true".equals(event.request("setAsDefault"))
              ? denial(
                  arn, before.managed(arn), Documents.policy(arn, event.request("policyDocument")))
              : null;
      case "SetDefaultPolicyVersion" ->
          arn == null
              ? null
              : denial(
                  arn,
                  before.managed(arn),
                  before.version(arn, String.valueOf(event.request("versionId"))));
      case "RemoveUserFromGroup" -> left(event, before);
      case "DeleteAccountPasswordPolicy" ->
          new ProtectionLoss(
              "deleted the password policy of",
              "the account",
              Severity.MEDIUM,
              "no rules of its own for passwords",
              "a password policy",
              false);
      case "UpdateAccountPasswordPolicy" -> passwords(event, before);
      default -> null;
    };
  }

  private static IamHolder holder(TrailEvent event, IamKnowledge before) {
    String receiver = IamChange.receiver(event);
    int blank = Math.max(0, receiver.indexOf(' '));
    return before.holder(receiver.substring(0, blank), receiver.substring(blank + 1).strip());
  }

  private static @Nullable ProtectionLoss boundary(TrailEvent event, IamKnowledge before) {
    String now = event.request("permissionsBoundary");
    String former = holder(event, before).boundary;
    if (now == null || former == null || former.equals(now)) {
      return null;
    }
    Comparison.Answer answer = boundaries(before.managed(former), before.managed(now));
    return answer == Comparison.Answer.NO_NEW_ACCESS
        ? null
        : new ProtectionLoss(
            "replaced the permissions boundary of",
            IamChange.receiver(event),
            answer == Comparison.Answer.NEW_ACCESS ? Severity.MEDIUM : Severity.LOW,
            former + " by " + now + ": " + answer.words(),
            "a boundary that allows no more than before",
            answer == Comparison.Answer.CANNOT_TELL);
  }

  /** Whether the next boundary allows more than the old one. */
  static Comparison.Answer boundaries(Policy old, Policy next) {
    return old.opaque() || next.opaque()
        ? Comparison.Answer.CANNOT_TELL
        : Comparison.of(old, next, PolicyKind.BOUNDARY).answer();
  }

  /** A policy taken off altogether. One that AWS wrote to lock somebody out is graver. */
  private static @Nullable ProtectionLoss taken(
      TrailEvent event, @Nullable String name, @Nullable Policy old) {
    String thing = name + " of " + IamChange.receiver(event);
    if (old == null || old.opaque()) {
      return new ProtectionLoss(
          "took off policy", thing, Severity.LOW, "Unknown", "a document that is known", true);
    }
    ProtectionLoss loss =
        denial(thing, old, Documents.only(Effect.DENY, Policy.unknown(old.name())));
    boolean lock =
        old.name().contains(":iam::aws:policy/")
            && old.statements().stream().allMatch(each -> each.effect() == Effect.DENY);
    return loss == null || !lock
        ? loss
        : new ProtectionLoss(
            loss.what(), thing, Severity.HIGH, loss.observed(), loss.expected(), loss.unknown());
  }

  /** Denials of the old document that the new one does not keep; null for none. */
  private static @Nullable ProtectionLoss denial(String thing, Policy old, Policy now) {
    boolean denies = old.statements().stream().anyMatch(each -> each.effect() == Effect.DENY);
    if (!denies || now.opaque()) {
      return null;
    }
    Comparison comparison =
        Comparison.of(Documents.denials(old), Documents.denials(now), PolicyKind.IDENTITY);
    return comparison.answer() == Comparison.Answer.NO_NEW_ACCESS
        ? null
        : new ProtectionLoss(
            "removed a denial from policy",
            thing,
            comparison.answer() == Comparison.Answer.NEW_ACCESS ? Severity.MEDIUM : Severity.LOW,
            denied(old),
            "denials kept",
            comparison.answer() == Comparison.Answer.CANNOT_TELL);
  }

  private static String denied(Policy old) {
    return "denied before: "
        + String.join(
            "; ",
            old.statements().stream()
                .filter(each -> each.effect() == Effect.DENY)
                .map(
                    each ->
                        (each.notAction() ? "all but " : "")
                            + String.join(
                                ", ", each.actions().stream().map(a -> a.source()).toList()))
                .limit(5)
                .toList());
  }

  private static @Nullable ProtectionLoss left(TrailEvent event, IamKnowledge before) {
    String group = event.request("groupName");
    List<Policy> documents =
        group == null ? List.of() : before.holder("group", group).documents(before);
    for (Policy document : documents) {
      ProtectionLoss loss =
          denial(
              document.name() + " for user " + event.request("userName"),
              document,
              Documents.only(Effect.DENY, Policy.unknown("none")));
      if (loss != null) {
        return loss;
      }
    }
    return null;
  }

  private static @Nullable ProtectionLoss passwords(TrailEvent event, IamKnowledge before) {
    IamChange former = before.last("UpdateAccountPasswordPolicy");
    Map<String, String> now = IamChange.of(event).fields();
    Map<String, String> weaker = new TreeMap<>();
    if (former != null) {
      for (Map.Entry<String, String> field : former.fields().entrySet()) {
        String value = now.get(field.getKey());
        boolean dropped =
            field.getKey().startsWith("require")
                ? field.getValue().equals("true") && !"true".equals(value)
                : !field.getKey().equals("maxPasswordAge")
                    && number(value, 0) < number(field.getValue(), 0);
        if (dropped) {
          weaker.put(field.getKey(), String.valueOf(value));
        }
      }
    } else if (number(now.get("minimumPasswordLength"), 0) < LENGTH_DEFAULT) {
      weaker.put("minimumPasswordLength", String.valueOf(now.get("minimumPasswordLength")));
    }
    return weaker.isEmpty()
        ? null
        : new ProtectionLoss(
            "weakened the password policy of",
            "the account",
            Severity.LOW,
            weaker.toString(),
            former == null ? "at least AWS's default of 8 characters" : "what was asked before",
            false);
  }

  private static int number(@Nullable String text, int otherwise) {
    return text != null && text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
  }
}
