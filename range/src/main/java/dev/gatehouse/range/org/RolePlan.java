package dev.gatehouse.range.org;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.random.SeededRandom;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The roles that every account of a kind has. */
final class RolePlan {
  private static final List<String> SERVICE_LINKED =
      List.of(
          "config.amazonaws.com:AWSServiceRoleForConfig",
          "guardduty.amazonaws.com:AWSServiceRoleForAmazonGuardDuty",
          "inspector2.amazonaws.com:AWSServiceRoleForAmazonInspector2",
          "autoscaling.amazonaws.com:AWSServiceRoleForAutoScaling",
          "ssm.amazonaws.com:AWSServiceRoleForAmazonSSM",
          "trustedadvisor.amazonaws.com:AWSServiceRoleForTrustedAdvisor");
  private static final String MANAGED = "arn:aws:iam::aws:policy/";

  private final Organization org;
  private final SeededRandom random;

  private RolePlan(Organization org, SeededRandom random) {
    this.org = org;
    this.random = random;
  }

  static void fill(Organization org, SeededRandom random) {
    RolePlan plan = new RolePlan(org, random);
    plan.shared();
    plan.security();
    plan.management();
    for (Account account : org.accounts()) {
      plan.everywhere(account);
    }
    for (Account account : org.services()) {
      plan.services(account);
    }
  }

  /** Makes a role with a fresh id. */
  static Role role(
      SeededRandom random,
      Account account,
      String path,
      String name,
      Map<String, @Nullable Object> trust,
      @Nullable Map<String, @Nullable Object> policy,
      List<String> managed,
      String note) {
    return new Role(
        account, random.id("AROA" + account.code(), 21), path, name, trust, policy, managed, note);
  }

  private void shared() {
    Account shared = org.first("shared");
    String provider = Organization.oidcProvider(shared, Organization.BUILD_PROVIDER);
    add(
        shared,
        "build",
        Document.of(
            Document.trustWebIdentity(
                provider,
                object(
                    "StringEquals",
                    object(Organization.BUILD_PROVIDER + ":aud", "sts.amazonaws.com"),
                    "StringLike",
                    object(Organization.BUILD_PROVIDER + ":sub", "repo:example-org/*")))),
        Document.allow(
            "sts:AssumeRole",
            "sts:GetCallerIdentity",
            "ecr:*",
            "s3:*",
            "logs:*",
            "ssm:GetParameter*"),
        "loose: any branch of any repository");
    Role platform = permissionSet(shared, "PlatformEngineer", Document.allow("*"));
    permissionSet(shared, "PowerUserAccess", null, "PowerUserAccess");
    add(
        shared,
        "platform-admin",
        Document.of(Document.trustAws(null, platform.arn())),
        Document.allow(
            "sts:AssumeRole",
            "sts:GetCallerIdentity",
            "ec2:*",
            "eks:*",
            "ecr:*",
            "s3:*",
            "ssm:*",
            "iam:*",
            "cloudformation:*",
            "logs:*"),
        "tight");
  }

  private void security() {
    Account security = org.first("security");
    add(
        security,
        "audit-runner",
        Document.of(
            Document.trustService(
                "lambda.amazonaws.com",
                object("StringEquals", object("aws:SourceAccount", security.id())))),
        Document.allow(
            "sts:AssumeRole",
            "securityhub:*",
            "logs:*",
            "organizations:List*",
            "organizations:Describe*"),
        "tight");
  }

  private void management() {
    Account management = org.first("management");
    permissionSet(
        management,
        "Billing",
        Document.allow(
            "ce:*",
            "aws-portal:View*",
            "budgets:*",
            "organizations:List*",
            "cur:*",
            "sts:GetCallerIdentity"));
    permissionSet(management, "PlatformEngineer", Document.allow("*"));
    add(
        management,
        "account-vending",
        Document.of(Document.trustService("lambda.amazonaws.com", null)),
        Document.allow("organizations:*", "iam:*", "sts:AssumeRole", "logs:*"),
        "tight");
  }

  private void everywhere(Account account) {
    permissionSet(account, "SecurityAudit", null, "SecurityAudit");
    add(
        account,
        "audit-readonly",
        Document.of(
            Document.trustAws(
                object("StringEquals", object("aws:PrincipalOrgID", Organization.ID)),
                org.role(org.first("security"), "audit-runner").arn())),
        Document.allow(
            "iam:Get*",
            "iam:List*",
            "iam:GenerateCredentialReport",
            "ec2:Describe*",
            "s3:GetBucket*",
            "s3:GetAccountPublicAccessBlock",
            "s3:ListAllMyBuckets",
            "kms:List*",
            "kms:Describe*",
            "rds:Describe*",
            "lambda:List*",
            "cloudtrail:Describe*",
            "cloudtrail:Get*"),
        "tight");
    if (!account.environment().equals("management")) {
      add(
          account,
          "OrganizationAccountAccessRole",
          Document.of(
              Document.trustAws(null, "arn:aws:iam::" + org.first("management").id() + ":root")),
          Document.allow("*"),
          "loose: every principal of the management account, with every permission");
    }
    for (String linked : SERVICE_LINKED) {
      String service = linked.substring(0, linked.indexOf(':'));
      org.add(
          role(
              random,
              account,
              "/aws-service-role/" + service + "/",
              linked.substring(linked.indexOf(':') + 1),
              Document.of(Document.trustService(service, null)),
              Document.allow("*"),
              List.of(),
              "tight"));
    }
  }

  private void services(Account account) {
    permissionSet(account, "PowerUserAccess", null, "PowerUserAccess");
    permissionSet(account, "ReadOnlyAccess", null, "ReadOnlyAccess");
    permissionSet(account, "PlatformEngineer", Document.allow("*"));
    permissionSet(
        account,
        "DatabaseOperator",
        Document.allow(
            "rds:*",
            "secretsmanager:GetSecretValue",
            "secretsmanager:DescribeSecret",
            "secretsmanager:ListSecrets",
            "cloudwatch:GetMetricData",
            "ec2:Describe*",
            "sts:AssumeRole",
            "sts:GetCallerIdentity",
            "pi:*",
            "kms:Decrypt"));
    permissionSet(
        account,
        "DataAnalyst",
        Document.allow(
            "athena:*",
            "glue:Get*",
            "s3:GetObject",
            "s3:ListBucket",
            "s3:ListAllMyBuckets",
            "s3:GetBucketLocation",
            "sts:GetCallerIdentity"));
    String build = org.role(org.first("shared"), "build").arn();
    String platform = org.role(org.first("shared"), "platform-admin").arn();
    Role deploy =
        add(
            account,
            "deploy",
            Document.of(Document.trustAws(null, build, platform)),
            Document.allow(
                "cloudformation:*",
                "ecs:*",
                "lambda:*",
                "ec2:*",
                "iam:*",
                "s3:*",
                "rds:*",
                "logs:*",
                "ecr:*",
                "events:*",
                "ssm:*",
                "secretsmanager:*",
                "elasticloadbalancing:*",
                "sts:AssumeRole",
                "sts:GetCallerIdentity"),
            account.production() ? "loose: a build may become it from any branch" : "tight");
    Role migration =
        add(
            account,
            "database-migration",
            Document.of(Document.trustAws(null, deploy.arn())),
            Document.allow(
                "rds:*",
                "secretsmanager:GetSecretValue",
                "secretsmanager:DescribeSecret",
                "secretsmanager:ListSecrets",
                "sts:AssumeRole",
                "kms:Decrypt"),
            "tight");
    add(
        account,
        "database-export",
        Document.of(Document.trustAws(null, migration.arn())),
        Document.allow("rds:*", "s3:PutObject", "s3:GetObject", "s3:ListBucket", "kms:Decrypt"),
        "tight");
    add(
        account,
        "legacy-admin",
        Document.of(Document.trustAws(null, "arn:aws:iam::" + account.id() + ":root")),
        Document.allow("*"),
        "loose: every principal of its account that may assume roles");
    batch(account);
  }

  private void batch(Account account) {
    org.add(
        role(
            random,
            account,
            "/",
            "batch-admin",
            Document.of(Document.trustAws(null, "arn:aws:iam::" + account.id() + ":root")),
            Document.allow(
                "sts:AssumeRole",
                "sts:GetCallerIdentity",
                "iam:CreatePolicyVersion",
                "iam:SetDefaultPolicyVersion",
                "iam:GetPolicyVersion"),
            List.of(account.arn("iam", "", "policy/service-access")),
            "loose: every principal of its account that may assume roles"));
  }

  private void permissionSet(
      Account account, String set, @Nullable Map<String, @Nullable Object> policy, String managed) {
    org.add(reserved(account, set, policy, List.of(MANAGED + managed)));
  }

  private Role permissionSet(Account account, String set, Map<String, @Nullable Object> policy) {
    return org.add(reserved(account, set, policy, List.of()));
  }

  private Role reserved(
      Account account,
      String set,
      @Nullable Map<String, @Nullable Object> policy,
      List<String> managed) {
    return role(
        random,
        account,
        "/aws-reserved/sso.amazonaws.com/eu-west-1/",
        "AWSReservedSSO_" + set + "_" + random.hex(16),
        Document.of(Document.trustSaml(Organization.samlProvider(account))),
        policy,
        managed,
        "tight");
  }

  private Role add(
      Account account,
      String name,
      Map<String, @Nullable Object> trust,
      Map<String, @Nullable Object> policy,
      String note) {
    return org.add(role(random, account, "/", name, trust, policy, List.of(), note));
  }
}
