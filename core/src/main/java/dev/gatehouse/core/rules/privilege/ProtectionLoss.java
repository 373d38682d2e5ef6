package dev.gatehouse.core.rules.privilege;

import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.Unit;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A protection of identities that a change took away.
 *
 * @param what was done, in a few words; with {@code thing} it tells findings apart
 * @param title the same for people
 * @param lost what is gone, as a reason
 * @param unknown nobody can say whether the thing protected: its document is not known
 */
record ProtectionLoss(
    String what, String thing, Headline title, Severity severity, Reason lost, boolean unknown) {
  private static final Measure BOUNDARY =
      Measure.of("boundary-removed", "permissions boundary removed", "left in place");

  private static final Measure REPLACED =
      Measure.of("boundary-replaced", "permissions boundary now", "before, no wider");

  private static final Measure DENIALS =
      Measure.of("denied-before", "denied before", "denials kept");

  private static final Measure UNKNOWN =
      Measure.of("policy-removed", "policy removed", "a document that is known");

  private static final Measure PASSWORDS =
      Measure.of("password-rules", "password policy", "before");

  /** With the title that the words make. */
  ProtectionLoss(String what, String thing, Severity severity, Reason lost, boolean unknown) {
    this(
        what,
        thing,
        Headline.of(
            "{actor} " + what + " {}", Quantity.text(POLICY_ARN.matcher(thing).replaceFirst(""))),
        severity,
        lost,
        unknown);
  }

  /** The same with another title. */
  ProtectionLoss told(Headline other) {
    return new ProtectionLoss(what, thing, other, severity, lost, unknown);
  }

  private static final Pattern POLICY_ARN = Pattern.compile("^arn:\\S*/");

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
            Reason.of(BOUNDARY, Quantity.text(boundary == null ? "of unknown name" : boundary)),
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
              Reason.of(PASSWORDS, Quantity.text("none of the account's own")),
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
            Reason.of(REPLACED, Quantity.text(now), Quantity.text(former)),
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
          "took off policy",
          thing,
          Severity.LOW,
          Reason.of(UNKNOWN, Quantity.text("its document is not known")),
          true);
    }
    ProtectionLoss loss =
        denial(thing, old, Documents.only(Effect.DENY, Policy.unknown(old.name())));
    boolean lock =
        old.name().contains(":iam::aws:policy/")
            && old.statements().stream().allMatch(each -> each.effect() == Effect.DENY);
    return loss == null || !lock
        ? loss
        : new ProtectionLoss(loss.what(), thing, Severity.HIGH, loss.lost(), loss.unknown());
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
            Reason.of(DENIALS, Quantity.values(Unit.TEXT, denied(old))),
            comparison.answer() == Comparison.Answer.CANNOT_TELL);
  }

  private static List<String> denied(Policy old) {
    return old.statements().stream()
        .filter(each -> each.effect() == Effect.DENY)
        .map(
            each ->
                (each.notAction() ? "all but " : "")
                    + String.join(", ", each.actions().stream().map(a -> a.source()).toList()))
        .limit(5)
        .toList();
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
    Map<String, String> stronger = new TreeMap<>();
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
          stronger.put(field.getKey(), field.getValue());
        }
      }
    } else if (number(now.get("minimumPasswordLength"), 0) < LENGTH_DEFAULT) {
      weaker.put("minimumPasswordLength", String.valueOf(now.get("minimumPasswordLength")));
      stronger.put("minimumPasswordLength", "AWS's default of " + LENGTH_DEFAULT);
    }
    return weaker.isEmpty()
        ? null
        : new ProtectionLoss(
            "weakened the password policy of",
            "the account",
            Severity.LOW,
            Reason.of(PASSWORDS, words(weaker), words(stronger)),
            false);
  }

  private static Quantity words(Map<String, String> rules) {
    return Quantity.values(
        Unit.TEXT,
        rules.entrySet().stream().map(rule -> rule.getKey() + " " + rule.getValue()).toList());
  }

  private static int number(@Nullable String text, int otherwise) {
    return text != null && text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
  }
}
