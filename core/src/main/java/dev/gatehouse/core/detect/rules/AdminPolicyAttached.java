package dev.gatehouse.core.detect.rules;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Attack;
import dev.gatehouse.core.detect.Confidence;
import dev.gatehouse.core.detect.Quote;
import dev.gatehouse.core.detect.Severity;
import dev.gatehouse.core.detect.Why;
import dev.gatehouse.core.estate.Estate;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.trail.TrailEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code admin-policy-attached}: somebody was given everything. */
public final class AdminPolicyAttached extends SingleAct {
  private static final About ABOUT =
      new About(
          "admin-policy-attached",
          "Administrator permissions given",
          "A user, group or role was given every permission, or every permission of IAM, which is the"
              + " same in one more step.",
          Severity.HIGH,
          List.of(Attack.of("T1098.003")),
          "Full permissions are given rarely, and never by somebody to themselves.",
          "Management events of IAM. AttachUserPolicy and its kin log only a policy's ARN: AWS-managed"
              + " ones are known by name, documents are judged when they are written (PutUserPolicy,"
              + " CreatePolicy, CreatePolicyVersion).",
          "Give a long list of services instead of `*`, or pass an administrator's role to a compute"
              + " resource.",
          List.of(
              "Set-up of a new account, a break-glass role, a pipeline's own role.",
              "Infrastructure code that attaches AdministratorAccess by design: write a planned change"
                  + " or, better, narrow the role."),
          List.of(
              "A customer-managed policy is judged when it is written, not when it is attached.",
              "AddUserToGroup into a group of administrators.",
              "Sets of narrower permissions that add up to everything; SetDefaultPolicyVersion back to"
                  + " an older, wider version."),
          List.of(
              "If the caller gave it to itself: treat the session as hostile, revoke it first.",
              "Detach the policy unless the owner confirms it within the hour.",
              "List what the receiving identity did since: each of its calls is in the trail.",
              "Find what let the caller attach policies, and set a permissions boundary there."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html");

  /**
   * AWS-managed policies by their name behind {@code policy/}.
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

  private final Settings settings;
  private final Planned planned;

  public AdminPolicyAttached(Settings settings, Estate estate) {
    this.settings = settings;
    this.planned = new Planned(estate);
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  @Nullable Act judge(Activity in) {
    var event = in.event();
    if (!event.eventSource().equals("iam.amazonaws.com") || !event.succeeded()) {
      return null;
    }
    return switch (event.eventName()) {
      case "AttachUserPolicy", "AttachRolePolicy", "AttachGroupPolicy" -> attached(in);
      case "PutUserPolicy", "PutRolePolicy", "PutGroupPolicy" -> written(in, receiver(event));
      case "CreatePolicy" -> written(in, "policy " + event.request("policyName"));
      case "CreatePolicyVersion" ->
          "true".equals(event.request("setAsDefault"))
              ? written(in, "policy " + event.request("policyArn"))
              : null;
      default -> null;
    };
  }

  private @Nullable Act attached(Activity in) {
    String arn = in.event().request("policyArn");
    int at = arn == null ? -1 : arn.indexOf(":iam::aws:policy/");
    if (arn == null || at < 0) {
      return null;
    }
    String name = arn.substring(at + ":iam::aws:policy/".length());
    boolean full = settings.fullPolicies().contains(name);
    if (!full && !settings.broadPolicies().contains(name)) {
      return null;
    }
    return act(in, receiver(in.event()), name, full, "a policy that does not give everything");
  }

  private @Nullable Act written(Activity in, String receiver) {
    PolicyDocument document = PolicyDocument.of(in.event().request("policyDocument"));
    if (document == null) {
      return null;
    }
    String grant =
        document.grantsEverything()
            ? "Allow * on *"
            : document.grantsAllOfIam() ? "Allow iam:* on *" : null;
    return grant == null
        ? null
        : act(in, receiver, grant, true, "named actions on named resources");
  }

  private Act act(Activity in, String receiver, String grant, boolean full, String expected) {
    boolean self = isSelf(in);
    Severity severity = full && self ? Severity.HIGH : full ? Severity.MEDIUM : Severity.LOW;
    return planned.weigh(
        new Act(
            receiver + "|" + grant,
            Who.name(in)
                + " gave "
                + Quote.plain(grant)
                + " to "
                + (self ? "itself" : Quote.plain(receiver)),
            severity,
            Confidence.HIGH,
            List.of(
                new Why("permissions given", Quote.plain(grant), expected),
                new Why(
                    "receiver",
                    Quote.plain(receiver) + (self ? ", the caller itself" : ""),
                    "somebody other than the caller"))),
        in);
  }

  private static String receiver(TrailEvent event) {
    for (String kind : List.of("user", "role", "group")) {
      String name = event.request(kind + "Name");
      if (name != null) {
        return kind + " " + name;
      }
    }
    return "-";
  }

  /** Whether the caller is the user or a session of the role that receives. */
  private static boolean isSelf(Activity in) {
    String identity = in.identity();
    String name = identity.substring(identity.lastIndexOf('/') + 1);
    String user = in.event().request("userName");
    String role = in.event().request("roleName");
    return (user != null && identity.contains(":user/") && name.equals(user))
        || (role != null && identity.contains(":role/") && name.equals(role));
  }
}
