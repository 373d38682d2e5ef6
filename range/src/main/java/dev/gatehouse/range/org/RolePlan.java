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
  private static final String WHOLE_ACCOUNT =
      "loose: every principal of its account that may assume roles";

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

  private void shared() {
    Account shared = org.first("shared");
    String provider = Organization.BUILD_PROVIDER;
    Map<String, @Nullable Object> buildTrust =
        PolicyDocument.trustWebIdentity(Organization.oidcProvider(shared, provider))
            .and(
                "Condition",
                object("StringEquals", object(provider + ":aud", "sts.amazonaws.com"))
                    .and("StringLike", object(provider + ":sub", "repo:example-org/*")));
    add(
        shared,
        "build",
        buildTrust,
        "sts:AssumeRole sts:GetCallerIdentity ecr:* s3:* logs:* ssm:GetParameter*",
        "loose: any branch of any repository");
    Role platform = permissionSet(shared, "PlatformEngineer", "*");
    managedPermissionSet(shared, "PowerUserAccess");
    add(
        shared,
        "platform-admin",
        PolicyDocument.trustAws(platform.arn()),
        """
        sts:AssumeRole sts:GetCallerIdentity ec2:* eks:* ecr:* s3:* ssm:* iam:* cloudformation:*
        logs:*\
        """);
  }

  private void security() {
    Account security = org.first("security");
    add(
        security,
        "audit-runner",
        PolicyDocument.when(
            PolicyDocument.trustService("lambda.amazonaws.com"),
            "StringEquals",
            "aws:SourceAccount",
            security.id()),
        "sts:AssumeRole securityhub:* logs:* organizations:List* organizations:Describe*");
  }

  private void management() {
    Account management = org.first("management");
    permissionSet(
        management,
        "Billing",
        "ce:* aws-portal:View* budgets:* organizations:List* cur:* sts:GetCallerIdentity");
    permissionSet(management, "PlatformEngineer", "*");
    add(
        management,
        "account-vending",
        PolicyDocument.trustService("lambda.amazonaws.com"),
        "organizations:* iam:* sts:AssumeRole logs:*");
  }

  private void everywhere(Account account) {
    managedPermissionSet(account, "SecurityAudit");
    add(
        account,
        "audit-readonly",
        PolicyDocument.when(
            PolicyDocument.trustAws(org.role(org.first("security"), "audit-runner").arn()),
            "StringEquals",
            "aws:PrincipalOrgID",
            Organization.ID),
        """
        iam:Get* iam:List* iam:GenerateCredentialReport ec2:Describe* s3:GetBucket*
        s3:GetAccountPublicAccessBlock s3:ListAllMyBuckets kms:List* kms:Describe* rds:Describe*
        lambda:List* cloudtrail:Describe* cloudtrail:Get*\
        """);
    if (!account.environment().equals("management")) {
      add(
          account,
          "OrganizationAccountAccessRole",
          PolicyDocument.trustAccount(org.first("management").id()),
          "*",
          "loose: every principal of the management account, with every permission");
    }
    for (String linked : SERVICE_LINKED) {
      String service = linked.substring(0, linked.indexOf(':'));
      String name = linked.substring(linked.indexOf(':') + 1);
      org.add(
          role(account, name, PolicyDocument.trustService(service), "*")
              .under("/aws-service-role/" + service + "/"));
    }
  }

  private void services(Account account) {
    managedPermissionSet(account, "PowerUserAccess");
    managedPermissionSet(account, "ReadOnlyAccess");
    permissionSet(account, "PlatformEngineer", "*");
    permissionSet(
        account,
        "DatabaseOperator",
        """
        rds:* secretsmanager:GetSecretValue secretsmanager:DescribeSecret
        secretsmanager:ListSecrets cloudwatch:GetMetricData ec2:Describe* sts:AssumeRole
        sts:GetCallerIdentity pi:* kms:Decrypt\
        """);
    permissionSet(
        account,
        "DataAnalyst",
        """
        athena:* glue:Get* s3:GetObject s3:ListBucket s3:ListAllMyBuckets s3:GetBucketLocation
        sts:GetCallerIdentity\
        """);
    String build = org.role(org.first("shared"), "build").arn();
    String platform = org.role(org.first("shared"), "platform-admin").arn();
    Role deploy =
        add(
            account,
            "deploy",
            PolicyDocument.trustAws(build, platform),
            """
            cloudformation:* ecs:* lambda:* ec2:* iam:* s3:* rds:* logs:* ecr:* events:* ssm:*
            secretsmanager:* elasticloadbalancing:* sts:AssumeRole sts:GetCallerIdentity\
            """,
            account.production() ? "loose: a build may become it from any branch" : "tight");
    Role migration =
        add(
            account,
            "database-migration",
            PolicyDocument.trustAws(deploy.arn()),
            """
            rds:* secretsmanager:GetSecretValue secretsmanager:DescribeSecret
            secretsmanager:ListSecrets sts:AssumeRole kms:Decrypt\
            """);
    add(
        account,
        "database-export",
        PolicyDocument.trustAws(migration.arn()),
        "rds:* s3:PutObject s3:GetObject s3:ListBucket kms:Decrypt");
    add(account, "legacy-admin", PolicyDocument.trustAccount(account.id()), "*", WHOLE_ACCOUNT);
    org.add(
        role(
                account,
                "batch-admin",
                PolicyDocument.trustAccount(account.id()),
                """
                sts:AssumeRole sts:GetCallerIdentity iam:CreatePolicyVersion
                iam:SetDefaultPolicyVersion iam:GetPolicyVersion\
                """)
            .with(List.of(account.arn("iam", "", "policy/service-access")))
            .noted(WHOLE_ACCOUNT));
  }

  private void managedPermissionSet(Account account, String set) {
    org.add(reserved(account, set, null).with(List.of(MANAGED + set)));
  }

  private Role permissionSet(Account account, String set, String actions) {
    return org.add(reserved(account, set, PolicyDocument.allow(actions)));
  }

  /** The role that Identity Center makes for a permission set. */
  private Role reserved(
      Account account, String set, @Nullable Map<String, @Nullable Object> policy) {
    String name = "AWSReservedSSO_" + set + "_" + random.hex(16);
    Map<String, @Nullable Object> trust =
        PolicyDocument.trustSaml(Organization.samlProvider(account));
    return Role.of(random, account, name, trust, policy)
        .under("/aws-reserved/sso.amazonaws.com/eu-west-1/");
  }

  private Role role(
      Account account, String name, Map<String, @Nullable Object> trust, String actions) {
    return Role.of(random, account, name, trust, PolicyDocument.allow(actions));
  }

  private Role add(
      Account account, String name, Map<String, @Nullable Object> trust, String actions) {
    return org.add(role(account, name, trust, actions));
  }

  private Role add(
      Account account,
      String name,
      Map<String, @Nullable Object> trust,
      String actions,
      String note) {
    return org.add(role(account, name, trust, actions).noted(note));
  }
}
