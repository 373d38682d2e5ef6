package dev.gatehouse.estate.source;

import dev.gatehouse.estate.inventory.InventoryBuilder;
import dev.gatehouse.estate.inventory.ResourcePolicy;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.language.Policy;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The policies of buckets, queues, topics, keys, buses, secrets and functions in a plan. */
final class PlannedResourcePolicies {
  private final TerraformPlan plan;
  private final InventoryBuilder into;
  private final PlannedChanges changes;

  PlannedResourcePolicies(TerraformPlan plan, InventoryBuilder into, PlannedChanges changes) {
    this.plan = plan;
    this.into = into;
    this.changes = changes;
  }

  void apply() {
    Map<String, List<PlannedResource>> permissions = new TreeMap<>();
    for (PlannedResource each : plan.resources()) {
      switch (each.type()) {
        case "aws_s3_bucket_policy" -> put(each, bucket(each));
        case "aws_sqs_queue_policy" -> put(each, queue(each));
        case "aws_sns_topic_policy" -> put(each, topic(each));
        case "aws_kms_key" -> put(each, each.text("arn"));
        case "aws_cloudwatch_event_bus_policy" -> put(each, bus(each));
        case "aws_secretsmanager_secret_policy" -> put(each, each.text("secret_arn"));
        case "aws_lambda_permission" -> {
          String function = function(each);
          if (function == null) {
            withoutArn(each);
          } else {
            permissions.computeIfAbsent(function, key -> new ArrayList<>()).add(each);
          }
        }
        default -> {}
      }
    }
    permissions.forEach(this::function);
  }

  private void put(PlannedResource resource, @Nullable String arn) {
    if (arn == null) {
      withoutArn(resource);
      return;
    }
    Policy policy =
        changes.document(resource, "policy", "policy of " + arn, "resource policy of " + arn);
    into.put(new ResourcePolicy(arn, owner(resource, arn), policy));
  }

  private void withoutArn(PlannedResource resource) {
    changes.leaveOut(
        resource, "the ARN of what its policy is on is known only after apply, or its region");
  }

  private String owner(PlannedResource resource, String arn) {
    String account = plan.account(resource);
    String said = Arn.account(arn);
    return said.isEmpty() && account != null ? account : said;
  }

  private @Nullable String bucket(PlannedResource resource) {
    String account = plan.account(resource);
    String name =
        plan.follow(
            resource,
            "bucket",
            "aws_s3_bucket",
            Set.of("id", "bucket"),
            bucket -> bucket.text("bucket"));
    return name == null
        ? null
        : new Arn(plan.partition(account == null ? "" : account), "s3", "", "", name).toString();
  }

  private @Nullable String topic(PlannedResource resource) {
    return plan.follow(
        resource, "arn", "aws_sns_topic", Set.of("arn", "id"), topic -> made(topic, "sns", ""));
  }

  /** {@code https://sqs.REGION.amazonaws.com/ACCOUNT/NAME}, or the queue that is made. */
  private @Nullable String queue(PlannedResource resource) {
    String url = resource.text("queue_url");
    if (url == null) {
      PlannedResource queue =
          plan.referred(resource, "queue_url", "aws_sqs_queue", Set.of("id", "url"));
      return queue == null ? null : made(queue, "sqs", "");
    }
    String[] host = String.valueOf(URI.create(url).getHost()).split("\\.", -1);
    String[] path = url.split("/", -1);
    if (host.length < 3 || !host[0].equals("sqs") || path.length != 5) {
      return null;
    }
    return new Arn(plan.partition(path[3]), "sqs", host[1], path[3], path[4]).toString();
  }

  private @Nullable String bus(PlannedResource resource) {
    if (resource.later("event_bus_name")) {
      return null;
    }
    String name = resource.text("event_bus_name");
    return name != null && Arn.begins(name)
        ? name
        : made(resource, "events", "event-bus/" + (name == null ? "default" : name));
  }

  private @Nullable String function(PlannedResource permission) {
    String said =
        plan.follow(
            permission,
            "function_name",
            "aws_lambda_function",
            Set.of("function_name", "arn", "id"),
            function -> function.text("function_name"));
    return said == null || Arn.begins(said) ? said : made(permission, "lambda", "function:" + said);
  }

  /** The ARN that the parts say; null when account, region or name is not known. */
  private @Nullable String made(PlannedResource resource, String service, String fixed) {
    String arn = fixed.isEmpty() ? resource.text("arn") : null;
    String account = plan.account(resource);
    String region = plan.region(resource);
    String name = fixed.isEmpty() ? resource.text("name") : fixed;
    if (arn != null || account == null || region == null || name == null) {
      return arn;
    }
    return new Arn(plan.partition(account), service, region, account, name).toString();
  }

  /**
   * A function that the plan makes allows what the plan's permissions say; one that exists may
   * allow more, as its permissions are added one by one.
   */
  private void function(String arn, List<PlannedResource> permissions) {
    boolean made =
        plan.resources("aws_lambda_function").stream()
            .anyMatch(
                each ->
                    each.created()
                        && arn.endsWith(":function:" + each.text("function_name"))
                        && arn.equals(
                            made(each, "lambda", "function:" + each.text("function_name"))));
    List<Map<String, Object>> statements = new ArrayList<>();
    boolean whole = made;
    for (PlannedResource each : permissions) {
      whole &= each.unknown().keySet().stream().allMatch(this::isAnswer);
      statements.add(statement(each, arn));
    }
    String unknown = "resource policy of " + arn;
    Policy policy =
        whole
            ? changes.document(
                Map.of("Version", "2012-10-17", "Statement", statements),
                "policy of " + arn,
                unknown)
            : Policy.unknown(unknown);
    into.put(new ResourcePolicy(arn, Arn.account(arn), policy));
  }

  /** Attributes of a permission that AWS answers and that do not narrow it. */
  private boolean isAnswer(@Nullable Object attribute) {
    return Set.of("id", "statement_id", "statement_id_prefix", "function_name", "region")
        .contains(String.valueOf(attribute));
  }

  private static Map<String, Object> statement(PlannedResource permission, String arn) {
    String who = String.valueOf(permission.text("principal"));
    boolean service = who.contains(".") && !who.startsWith("arn:");
    Map<String, Object> conditions = new LinkedHashMap<>();
    condition(conditions, permission, "source_arn", "ArnLike", "AWS:SourceArn");
    condition(conditions, permission, "source_account", "StringEquals", "AWS:SourceAccount");
    condition(conditions, permission, "principal_org_id", "StringEquals", "aws:PrincipalOrgID");
    condition(
        conditions,
        permission,
        "function_url_auth_type",
        "StringEquals",
        "lambda:FunctionUrlAuthType");
    condition(
        conditions, permission, "event_source_token", "StringEquals", "lambda:EventSourceToken");
    String qualifier = permission.text("qualifier");
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", "Allow");
    statement.put("Principal", who.equals("*") ? "*" : Map.of(service ? "Service" : "AWS", who));
    statement.put("Action", String.valueOf(permission.text("action")));
    statement.put("Resource", qualifier == null ? arn : arn + ":" + qualifier);
    if (!conditions.isEmpty()) {
      statement.put("Condition", conditions);
    }
    return statement;
  }

  @SuppressWarnings("unchecked") // each operator's value is a map that this method made
  private static void condition(
      Map<String, Object> conditions,
      PlannedResource permission,
      String attribute,
      String operator,
      String key) {
    String value = permission.text(attribute);
    if (value != null) {
      ((Map<String, Object>)
              conditions.computeIfAbsent(operator, any -> new LinkedHashMap<String, Object>()))
          .put(key, value);
    }
  }
}
