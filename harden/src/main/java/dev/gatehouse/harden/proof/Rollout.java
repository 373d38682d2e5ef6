package dev.gatehouse.harden.proof;

import dev.gatehouse.estate.Account;
import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.policy.aws.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The way from one trust policy to the other that locks nobody out by surprise.
 *
 * @param steps in their order
 * @param twin ARN of a role of the same name in a non-production account; "" where there is none
 */
public record Rollout(List<Step> steps, String twin) {
  private static final Set<String> NOT_PRODUCTION =
      Set.of("dev", "development", "test", "staging", "sandbox", "qa", "int");

  public Rollout {
    steps = List.copyOf(steps);
  }

  /**
   * One step.
   *
   * @param why one or two sentences
   * @param commands for a shell, in their order
   * @param lookFor what CloudTrail shows afterwards if all is well, and if it is not
   */
  public record Step(String title, String why, List<String> commands, String lookFor) {
    public Step {
      commands = List.copyOf(commands);
    }
  }

  static Rollout of(
      RoleFacts role, Proposal proposal, Certificate certificate, RoleContext around) {
    List<Step> steps = new ArrayList<>();
    String name = role.name();
    TrustBeforeAttack clean = proposal.beforeAttack();
    if (clean.isSuspect()) {
      steps.add(suspect(clean));
      if (clean.doubt() != null) {
        return new Rollout(steps, "");
      }
    }
    String twin = twin(role, around);
    steps.add(
        new Step(
            "Keep the way back",
            "The document in force, as it is now.",
            List.of(
                "aws iam get-role --role-name "
                    + name
                    + " --query Role.AssumeRolePolicyDocument >before.json"),
            "Nothing: reading a role changes nothing."));
    steps.add(twin.isEmpty() ? copy(role) : onTwin(role, twin));
    if (!twin.isEmpty()) {
      steps.add(
          new Step(
              "Watch there",
              "Long enough for every caller of the twin's certificate to come once.",
              List.of("gatehouse harden --verify twin/certificate.json --trail AWSLogs/"),
              "The same as below, of `" + twin + "`."));
    }
    steps.add(
        new Step(
            "Change production",
            "Sessions that exist go on; only new ones are asked.",
            List.of(
                "aws iam update-assume-role-policy --role-name "
                    + name
                    + " --policy-document file://trust-policy.json"),
            "UpdateAssumeRolePolicy of `"
                + name
                + "` without errorCode, then AssumeRole by each caller in the certificate."));
    if (proposal.maxSessionSeconds() != null) {
      steps.add(
          new Step(
              "Shorten sessions",
              "A step of its own: a caller that asks for more is refused with ValidationError, not"
                  + " AccessDenied.",
              List.of(
                  "aws iam update-role --role-name "
                      + name
                      + " --max-session-duration "
                      + proposal.maxSessionSeconds()),
              "AssumeRole* with errorCode ValidationError and `MaxSessionDuration` in errorMessage."));
    }
    steps.add(
        new Step(
            "Watch production",
            "The same look at the trail of the role's and of its callers' accounts.",
            List.of("gatehouse harden --verify certificate.json --trail AWSLogs/"),
            denials(role, certificate)));
    steps.add(
        new Step(
            "The way back",
            clean.isSuspect()
                ? "It takes effect within seconds. Not to before.json, which has what was taken"
                    + " out."
                : "It takes effect within seconds.",
            List.of(
                "aws iam update-assume-role-policy --role-name "
                    + name
                    + " --policy-document file://"
                    + (clean.isSuspect() ? "before-attack.json" : "before.json")),
            "UpdateAssumeRolePolicy of `" + name + "`, and no more AccessDenied on it."));
    return new Rollout(steps, twin);
  }

  private static Step suspect(TrustBeforeAttack clean) {
    List<String> findings =
        clean.removed().stream().map(each -> each.change().finding()).distinct().toList();
    String doubt = clean.doubt();
    String sentences =
        String.join(
            " ", clean.removed().stream().map(TrustBeforeAttack.Removal::sentence).toList());
    return new Step(
        doubt == null
            ? "Look at what an attack may have brought in; this takes it out"
            : "Withheld: an attack may have changed the policy in force",
        doubt == null ? sentences : doubt + (sentences.isEmpty() ? "" : " " + sentences),
        findings.stream().map(each -> "gatehouse explain " + each + " AWSLogs/").toList(),
        "Whoever came through what was brought in; their sessions go on until they end or are"
            + " revoked.");
  }

  private static Step onTwin(RoleFacts role, String twin) {
    return new Step(
        "First where it hurts nobody",
        "`"
            + twin
            + "` has the same name in an account that is not production; its accounts are"
            + " others, so it has a proposal of its own.",
        List.of(
            "gatehouse harden " + twin + " --estate DIR --trail AWSLogs/ --out twin",
            "aws iam update-assume-role-policy --role-name "
                + role.name()
                + " --policy-document file://twin/trust-policy.json   # in account "
                + Arn.account(twin)),
        "UpdateAssumeRolePolicy in account " + Arn.account(twin) + ".");
  }

  private static Step copy(RoleFacts role) {
    String name = role.name() + "-trial";
    return new Step(
        "First where it hurts nobody",
        "No account that is not production has a role of this name, so a copy without permissions"
            + " stands in: let each caller assume it once.",
        List.of(
            "aws iam create-role --role-name "
                + name
                + " --assume-role-policy-document file://trust-policy.json",
            "aws sts assume-role --role-arn "
                + role.arn().substring(0, role.arn().indexOf(":role/"))
                + ":role/"
                + name
                + " --role-session-name trial   # as each caller",
            "aws iam delete-role --role-name " + name),
        "AssumeRole on `" + name + "`, by each caller, without errorCode.");
  }

  /** A refused call across accounts is recorded in the caller's account only. */
  private static String denials(RoleFacts role, Certificate certificate) {
    TreeSet<String> accounts = new TreeSet<>();
    certificate
        .history()
        .assumed()
        .map(use -> use.shape().callerAccount())
        .filter(id -> id != null && !id.equals(role.account()))
        .forEach(accounts::add);
    return "AssumeRole* with errorCode AccessDenied and `"
        + role.arn()
        + "` in errorMessage, in account "
        + role.account()
        + (accounts.isEmpty()
            ? "."
            : " and, since refused calls across accounts show at the caller's side only, in "
                + String.join(", ", accounts)
                + ".");
  }

  private static String twin(RoleFacts role, RoleContext around) {
    for (Account account : around.estate().accounts()) {
      String environment = around.estate().environment(account.id()).orElse("");
      if (account.id().equals(role.account()) || !NOT_PRODUCTION.contains(environment)) {
        continue;
      }
      String arn = role.arn().replace("::" + role.account() + ":", "::" + account.id() + ":");
      if (around.roles().containsKey(arn)) {
        return arn;
      }
    }
    return "";
  }
}
