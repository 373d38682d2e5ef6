package dev.gatehouse.estate.posture;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands behind an identity, and the pattern that it should follow instead of an IAM user. */
enum Kind {
  PERSON(
      "person",
      "Identity Center",
      "sign-ins last hours, MFA is asked of everybody, and leaving the company ends all access",
      "Add the person to the directory behind Identity Center.",
      "Assign the permission set that fits the work to the person's group in this account."),
  CONTRACTOR(
      "contractor",
      "Identity Center, or the contractor's own directory through SAML",
      "access ends with the contract or with the contractor's own directory",
      "Add the contractor to Identity Center with an end date, or federate with the contractor's"
          + " directory through SAML.",
      "Assign a permission set for the contracted work only."),
  EC2(
      "ec2",
      "an instance profile",
      "the instance gets new credentials each hour and no file holds a key",
      "Make a role that trusts `ec2.amazonaws.com` with the same policies and put it into an"
          + " instance profile.",
      "Associate the profile with the instances and require IMDSv2.",
      "Remove the key from the instances; SDKs find the role by themselves."),
  ECS(
      "ecs",
      "a task role",
      "each task has its own credentials, apart from its host's",
      "Make a role that trusts `ecs-tasks.amazonaws.com`, with `aws:SourceArn` of the cluster's"
          + " tasks.",
      "Name it as `taskRoleArn` in the task definition and remove the key from its environment."),
  LAMBDA(
      "lambda",
      "an execution role",
      "the function gets credentials for each environment and none lie in its settings",
      "Give the key's policies to the function's execution role.",
      "Remove the key from the function's environment variables."),
  POD(
      "pod",
      "EKS Pod Identity",
      "each service account gets its own role, with tags of cluster and namespace to decide by",
      "Make a role that trusts `pods.eks.amazonaws.com` for sts:AssumeRole and sts:TagSession.",
      "Install the Pod Identity agent and associate role and service account.",
      "Remove the key's secret from the cluster."),
  VENDOR(
      "vendor",
      "a role that the vendor's account assumes, with an ExternalId",
      "no secret leaves the organization and the vendor cannot be made to use it for another"
          + " customer",
      "Make a role that trusts the vendor's account with the `sts:ExternalId` it gave you.",
      "Give the vendor the role's ARN and delete the user."),
  CI(
      "ci",
      "OpenID Connect, or the role of a build account",
      "each build proves repository and branch, and there is no secret to leak",
      "Add the build system as an OpenID Connect provider.",
      "Make a role whose trust policy names audience, repository and branch.",
      "Let the pipeline assume it and delete the key from its secrets."),
  MOBILE(
      "mobile",
      "Cognito identity pools",
      "each user of the app gets own, short credentials; a key inside an app is public",
      "Make an identity pool with a role whose trust policy names the pool's id and"
          + " `authenticated`.",
      "Ship the app without the key, then deactivate it."),
  ON_PREMISES(
      "on-premises",
      "IAM Roles Anywhere, or federation with the directory there",
      "a certificate of your own authority is renewed by itself, a key is not",
      "Make a trust anchor of the certificate authority that the hosts already use.",
      "Make a profile and a role that names the certificate's subject.",
      "Let the credential helper replace the key."),
  BREAK_GLASS(
      "break-glass",
      "a user for emergencies, with MFA and without keys",
      "it must work when Identity Center does not",
      "Keep password and MFA device apart in two safes.",
      "Alarm on every use.");

  /** The tag of an IAM user or role that says what stands behind it. */
  static final String TAG = "gatehouse:kind";

  private static final Pattern PROGRAM =
      Pattern.compile(
          "(^|[-_.])(svc|srv|service|bot|agent|robot|automation|ci|cd|jenkins|gitlab|github|build|"
              + "deploy(er)?|terraform|backup|sync|export(er)?|import(er)?|job|cron|script|app|api|"
              + "integration|monitor(ing)?)([-_.]|$)");
  private static final Pattern BUILD =
      Pattern.compile(
          "(^|[-_.])(ci|cd|jenkins|gitlab|github|circleci|build|deploy(er)?|terraform)([-_.]|$)");
  private static final Pattern EMERGENCY =
      Pattern.compile("(^|[-_.])(break-?glass|emergency)([-_.]|$)");

  private final String word;
  private final String pattern;
  private final String why;
  private final String steps;

  Kind(String word, String pattern, String why, String... steps) {
    this.word = word;
    this.pattern = pattern;
    this.why = why;
    this.steps = String.join("\n", steps);
  }

  /** As the tag spells it. */
  String word() {
    return word;
  }

  /** What it should use. */
  String pattern() {
    return pattern;
  }

  /** Why that is better, as a clause. */
  String why() {
    return why;
  }

  List<String> steps() {
    return steps.lines().toList();
  }

  boolean isProgram() {
    return this != PERSON && this != CONTRACTOR && this != BREAK_GLASS;
  }

  /** What the tag says; null without one, or with a word that is none of these. */
  static @Nullable Kind declared(Map<String, String> tags) {
    String said = tags.get(TAG);
    for (Kind kind : values()) {
      if (said != null && kind.word.equals(said.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    return null;
  }

  static boolean nameOfProgram(String name) {
    return PROGRAM.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  static boolean nameOfBuild(String name) {
    return BUILD.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  static boolean nameOfEmergency(String name) {
    return EMERGENCY.matcher(name.toLowerCase(Locale.ROOT)).find();
  }
}
