package dev.gatehouse.core.rules.privilege;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.iam.IamChange;
import dev.gatehouse.core.rules.iam.IamChangeRule;
import dev.gatehouse.core.rules.iam.IamKnowledge;
import dev.gatehouse.core.rules.iam.PermissionGain;
import dev.gatehouse.core.rules.kit.Documents;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.trail.TrailEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code admin-policy-attached}: every permission was given to a user, group or role. */
public final class AdminPolicyAttached extends IamChangeRule {
  private static final About ABOUT =
      new About(
          "admin-policy-attached",
          "Administrator permissions given",
          "A user, group or role was given every permission, or every permission of IAM, which is"
              + " the same in one more step.",
          Severity.HIGH,
          SignalCategory.PRIVILEGE,
          List.of(Attack.of("T1098.003")),
          "Full permissions are given rarely, and never by somebody to themselves.",
          "Management events of IAM. AttachUserPolicy and its kin log only a policy's ARN: its"
              + " document comes from the account's earlier records, from authorization details in"
              + " the estate, or from AWS's own policies that ship with Gatehouse. AWS's policies"
              + " of other partitions are known by name alone (`fullPolicies`, `broadPolicies`).",
          "Give a long list of services instead of `*`, or pass an administrator's role to a"
              + " compute resource.",
          List.of(
              "Set-up of a new account, a break-glass role, a pipeline's own role.",
              "Infrastructure code that attaches AdministratorAccess by design: write a planned"
                  + " change or, better, narrow the role."),
          List.of(
              "A policy changed in place (CreatePolicyVersion, SetDefaultPolicyVersion), a group"
                  + " joined, less than everything given: `policy-widened` looks at those, and"
                  + " leaves to this one what it says, so that an act is one finding.",
              "A customer-managed policy whose document neither trail nor estate shows:"
                  + " `policy-widened` shows the attachment with low confidence.",
              "Sets of narrower permissions that add up to everything."),
          List.of(
              "If the caller gave it to itself: treat the session as hostile, revoke it first.",
              "Detach the policy unless the owner confirms it within the hour.",
              "List what the receiving identity did since: each of its calls is in the trail.",
              "Find what let the caller attach policies, and set a permissions boundary there."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html");

  /**
   * AWS-managed policies by their last name, for those whose document is not known; where it is
   * known it is judged.
   *
   * @param fullPolicies give everything, alone
   * @param broadPolicies give nearly everything: never more than medium
   */
  public record Settings(List<String> fullPolicies, List<String> broadPolicies) {
    public Settings {
      fullPolicies = List.copyOf(fullPolicies);
      broadPolicies = List.copyOf(broadPolicies);
    }

    public static Settings defaults() {
      return new Settings(
          List.of("AdministratorAccess", "IAMFullAccess"), List.of("PowerUserAccess"));
    }
  }

  private static final Measure GIVEN =
      Measure.of("permissions-given", "permissions given", "named actions on named resources");

  private static final Measure RECEIVER =
      Measure.of("receiver", "who got them", "somebody other than the caller");

  private static final Measure TO_ITSELF =
      Measure.of(
          "receiver-is-caller",
          "who got them, the caller itself",
          "somebody other than the caller");

  private final Settings settings;

  public AdminPolicyAttached(Setup setup) {
    super(ABOUT, setup.estate());
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
  }

  @Override
  protected @Nullable Match judge(Activity in, IamKnowledge before) {
    TrailEvent event = in.event();
    if (!event.eventSource().startsWith("iam.")) {
      return null;
    }
    return switch (event.eventName()) {
      case "AttachUserPolicy", "AttachRolePolicy", "AttachGroupPolicy" -> attached(in, before);
      case "PutUserPolicy", "PutRolePolicy", "PutGroupPolicy" ->
          given(in, IamChange.receiver(event), "", document(event));
      case "CreatePolicy" ->
          given(in, "policy " + event.request("policyName"), "", document(event));
      default -> null;
    };
  }

  private static Policy document(TrailEvent event) {
    return Documents.policy("policy", event.request("policyDocument"));
  }

  private @Nullable Match attached(Activity in, IamKnowledge before) {
    String arn = in.event().request("policyArn");
    if (arn == null) {
      return null;
    }
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    Policy document = before.managed(arn);
    if (!document.opaque()) {
      return given(in, IamChange.receiver(in.event()), name, document);
    }
    boolean aws = arn.contains(":iam::aws:policy/");
    boolean full = aws && settings.fullPolicies().contains(name);
    return full || (aws && settings.broadPolicies().contains(name))
        ? match(in, IamChange.receiver(in.event()), name, name, full)
        : null;
  }

  private @Nullable Match given(Activity in, String receiver, String name, Policy document) {
    boolean full = PermissionGain.isEverything(document);
    if (!full && !PermissionGain.isNearlyEverything(document)) {
      return null;
    }
    String grant = PermissionGain.breadth(document);
    String words = PermissionGain.inWords(document);
    return name.isEmpty()
        ? match(in, receiver, grant, words, full)
        : match(in, receiver, name + " (" + grant + ")", name + " (" + words + ")", full);
  }

  private Match match(Activity in, String receiver, String grant, String words, boolean full) {
    boolean self = IamChange.isSelf(in);
    Severity severity = full && self ? Severity.HIGH : full ? Severity.MEDIUM : Severity.LOW;
    return new Match(
        receiver + "|" + grant,
        self
            ? Headline.of("{actor} gave itself {}", Quantity.text(words))
            : Headline.of("{actor} gave {} to {}", Quantity.text(words), Quantity.text(receiver)),
        severity,
        Confidence.HIGH,
        List.of(
            Reason.of(GIVEN, Quantity.text(grant)),
            Reason.of(self ? TO_ITSELF : RECEIVER, Quantity.text(receiver))));
  }
}
