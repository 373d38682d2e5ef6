package dev.gatehouse.range.org;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.org.Workload.Kind;
import dev.gatehouse.range.random.SeededRandom;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Instances, functions, tasks, pods, app users and hosts outside. */
final class WorkloadPlan {
  private static final Kind[] TURN = {
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
    Kind.ON_PREMISES
  };

  private WorkloadPlan() {}

  static void fill(Organization org, SeededRandom random, int eventsPerDay) {
    // About two fifths of all calls come from workloads, fifty or more a day each.
    List<Account> services = org.services();
    int count = Math.max(TURN.length, Math.min(services.size() * 8, eventsPerDay * 2 / 5 / 60));
    for (int i = 0; i < count; i++) {
      // A stride keeps every kind from landing in one environment only.
      Account account = services.get((i + i / services.size() + i / TURN.length) % services.size());
      add(org, random, account, TURN[i % TURN.length], i);
    }
    // The uploads function and the legacy bastion are the ones that attackers look for.
    Account production = org.first("prod");
    add(org, random, production, Kind.INSTANCE, count);
    add(org, random, production, Kind.FUNCTION, count + 1);
    add(org, random, org.services().get(services.size() - 1), Kind.FUNCTION, count + 2);
  }

  private static void add(
      Organization org, SeededRandom random, Account account, Kind kind, int number) {
    String base = account.unit() + "-" + word(kind) + "-" + number;
    String name = kind == Kind.INSTANCE ? "i-0" + random.hex(16) : base;
    Role role =
        org.add(
            RolePlan.role(
                random,
                account,
                kind == Kind.FUNCTION ? "/service-role/" : "/",
                base + "-role",
                Document.of(trust(account, kind, number)),
                policy(account, kind, number),
                kind == Kind.INSTANCE
                    ? List.of("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore")
                    : List.of(),
                note(kind, number)));
    org.workloads().add(new Workload(name, kind, account, role, number));
  }

  /** The host name of the cluster's OpenID Connect provider, without the scheme. */
  static String clusterIssuer(Account account) {
    return "oidc.eks." + account.region() + ".amazonaws.com/id/EXAMPLE" + account.id() + "0A1B2C";
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case INSTANCE -> "web";
      case FUNCTION -> "fn";
      case ECS_TASK -> "task";
      case EKS_IRSA -> "irsa";
      case EKS_POD_IDENTITY -> "pod";
      case COGNITO -> "app";
      case ON_PREMISES -> "host";
    };
  }

  private static Map<String, @Nullable Object> trust(Account account, Kind kind, int number) {
    return switch (kind) {
      case INSTANCE -> Document.trustService("ec2.amazonaws.com", null);
      case FUNCTION -> Document.trustService("lambda.amazonaws.com", null);
      case ECS_TASK ->
          Document.trustService(
              "ecs-tasks.amazonaws.com",
              object("StringEquals", object("aws:SourceAccount", account.id())));
      case EKS_IRSA ->
          Document.trustWebIdentity(
              Organization.oidcProvider(account, clusterIssuer(account)),
              object(
                  "StringEquals",
                  object(
                      clusterIssuer(account) + ":sub",
                      subject(account, number),
                      clusterIssuer(account) + ":aud",
                      "sts.amazonaws.com")));
      case EKS_POD_IDENTITY -> {
        var statement = Document.trustService("pods.eks.amazonaws.com", null);
        statement.put("Action", List.of("sts:AssumeRole", "sts:TagSession"));
        yield statement;
      }
      case COGNITO ->
          Document.trustWebIdentity(
              "cognito-identity.amazonaws.com",
              object(
                  "StringEquals",
                  object("cognito-identity.amazonaws.com:aud", identityPool(account)),
                  "ForAnyValue:StringLike",
                  object("cognito-identity.amazonaws.com:amr", "authenticated")));
      case ON_PREMISES -> {
        var statement =
            Document.trustService(
                "rolesanywhere.amazonaws.com",
                object(
                    "StringEquals", object("aws:PrincipalTag/x509Subject/CN", "host-" + number)));
        statement.put(
            "Action", List.of("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"));
        yield statement;
      }
    };
  }

  private static String note(Kind kind, int number) {
    return kind == Kind.FUNCTION && number % 5 == 0
        ? "tight; its permissions are loose: it may pass and assume any role"
        : "tight";
  }

  private static String subject(Account account, int number) {
    return "system:serviceaccount:" + account.unit() + ":worker-" + number;
  }

  private static String identityPool(Account account) {
    return account.region() + ":0f0e0d0c-0000-4000-8000-" + account.id();
  }

  private static Map<String, @Nullable Object> policy(Account account, Kind kind, int number) {
    if (kind == Kind.COGNITO) {
      return Document.allow("s3:PutObject", "s3:GetObject", "dynamodb:Query", "dynamodb:GetItem");
    }
    var policy =
        Document.allow(
            "s3:GetObject",
            "s3:PutObject",
            "s3:ListBucket",
            "s3:GetBucketLocation",
            "sqs:*",
            "dynamodb:*",
            "ssm:GetParameter*",
            "secretsmanager:GetSecretValue",
            "kms:Decrypt",
            "kms:GenerateDataKey",
            "logs:*",
            "cloudwatch:PutMetricData",
            "events:PutEvents",
            "sts:GetCallerIdentity",
            "ec2:DescribeTags",
            "ec2:DescribeInstances",
            "ssm:UpdateInstanceInformation",
            "ecr:GetAuthorizationToken");
    return kind == Kind.FUNCTION && number % 5 == 0
        ? Document.and(
            policy,
            object(
                "Effect", "Allow",
                "Action", List.of("iam:PassRole", "sts:AssumeRole", "lambda:*"),
                "Resource", account.arn("iam", "", "role/*")))
        : policy;
  }
}
