package dev.gatehouse.range.org;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.range.org.Workload.Kind;
import dev.gatehouse.range.random.SeededRandom;
import java.util.List;

/** Instances, functions, tasks, pods, app users and hosts outside. */
final class WorkloadPlan {
  private static final List<Kind> TURN =
      List.of(
          Kind.INSTANCE,
          Kind.FUNCTION,
          Kind.ECS_TASK,
          Kind.INSTANCE,
          Kind.EKS_IRSA,
          Kind.FUNCTION,
          Kind.EKS_POD_IDENTITY,
          Kind.INSTANCE,
          Kind.COGNITO,
          Kind.FUNCTION,
          Kind.ECS_TASK,
          Kind.ON_PREMISES);

  private final Organization org;
  private final SeededRandom random;

  private WorkloadPlan(Organization org, SeededRandom random) {
    this.org = org;
    this.random = random;
  }

  static void fill(Organization org, SeededRandom random, int eventsPerDay) {
    WorkloadPlan plan = new WorkloadPlan(org, random);
    // About two fifths of all calls come from workloads, fifty or more a day each.
    List<Account> services = org.services();
    int count = Math.max(TURN.size(), Math.min(services.size() * 8, eventsPerDay * 2 / 5 / 60));
    for (int i = 0; i < count; i++) {
      // A stride keeps every kind from landing in one environment only.
      Account account = services.get((i + i / services.size() + i / TURN.size()) % services.size());
      plan.add(account, TURN.get(i % TURN.size()), i);
    }
    // The uploads function and the legacy bastion are the ones that attackers look for.
    Account production = org.first("prod");
    plan.add(production, Kind.INSTANCE, count);
    plan.add(production, Kind.FUNCTION, count + 1);
    plan.add(services.get(services.size() - 1), Kind.FUNCTION, count + 2);
  }

  private void add(Account account, Kind kind, int number) {
    String base = account.unit() + "-" + kind.word() + "-" + number;
    String name = kind == Kind.INSTANCE ? "i-0" + random.hex(16) : base;
    boolean loose = kind == Kind.FUNCTION && number % 5 == 0;
    JsonMap trust = trust(account, kind, number);
    Role role = Role.of(random, account, base + "-role", trust, policy(account, kind, loose));
    if (kind == Kind.INSTANCE) {
      role = role.with(List.of("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"));
    } else if (kind == Kind.FUNCTION) {
      role = role.under("/service-role/");
    }
    if (loose) {
      role = role.noted("tight; its permissions are loose: it may pass and assume any role");
    }
    org.workloads().add(new Workload(name, kind, account, org.add(role), number));
  }

  private static JsonMap trust(Account account, Kind kind, int number) {
    return switch (kind) {
      case INSTANCE -> PolicyDocument.trustService("ec2.amazonaws.com");
      case FUNCTION -> PolicyDocument.trustService("lambda.amazonaws.com");
      case ECS_TASK ->
          PolicyDocument.when(
              PolicyDocument.trustService("ecs-tasks.amazonaws.com"),
              "StringEquals",
              "aws:SourceAccount",
              account.id());
      case EKS_IRSA -> {
        String issuer = account.clusterIssuer();
        JsonMap token =
            object(issuer + ":sub", account.serviceAccount(number))
                .and(issuer + ":aud", "sts.amazonaws.com");
        yield PolicyDocument.trustWebIdentity(Organization.oidcProvider(account, issuer))
            .and("Condition", object("StringEquals", token));
      }
      case EKS_POD_IDENTITY ->
          PolicyDocument.trustService("pods.eks.amazonaws.com")
              .and("Action", List.of("sts:AssumeRole", "sts:TagSession"));
      case COGNITO -> {
        String service = "cognito-identity.amazonaws.com";
        yield PolicyDocument.trustWebIdentity(service)
            .and(
                "Condition",
                object("StringEquals", object(service + ":aud", account.identityPool()))
                    .and("ForAnyValue:StringLike", object(service + ":amr", "authenticated")));
      }
      case ON_PREMISES ->
          PolicyDocument.when(
                  PolicyDocument.trustService("rolesanywhere.amazonaws.com"),
                  "StringEquals",
                  "aws:PrincipalTag/x509Subject/CN",
                  "host-" + number)
              .and("Action", List.of("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"));
    };
  }

  private static JsonMap policy(Account account, Kind kind, boolean loose) {
    if (kind == Kind.COGNITO) {
      return PolicyDocument.allow("s3:PutObject s3:GetObject dynamodb:Query dynamodb:GetItem");
    }
    JsonMap policy =
        PolicyDocument.allow(
            """
            s3:GetObject s3:PutObject s3:ListBucket s3:GetBucketLocation sqs:* dynamodb:*
            ssm:GetParameter* secretsmanager:GetSecretValue kms:Decrypt kms:GenerateDataKey logs:*
            cloudwatch:PutMetricData events:PutEvents sts:GetCallerIdentity ec2:DescribeTags
            ec2:DescribeInstances ssm:UpdateInstanceInformation ecr:GetAuthorizationToken\
            """);
    return loose
        ? PolicyDocument.and(
            policy,
            PolicyDocument.allowing(
                "iam:PassRole sts:AssumeRole lambda:*", account.arn("iam", "", "role/*")))
        : policy;
  }
}
