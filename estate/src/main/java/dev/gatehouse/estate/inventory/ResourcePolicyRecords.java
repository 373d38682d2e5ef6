package dev.gatehouse.estate.inventory;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.language.Policy;
import org.jspecify.annotations.Nullable;

/**
 * Applies records that set the policy of a resource. Calls that add single permissions, as those of
 * functions and event buses do, leave a policy of which nobody has the whole.
 */
final class ResourcePolicyRecords {
  private ResourcePolicyRecords() {}

  static Inventory apply(Inventory inventory, ChangeRecord record) {
    return switch (record.name()) {
      case "PutBucketPolicy" -> put(inventory, record, bucket(record), "bucketPolicy");
      case "DeleteBucketPolicy" -> none(inventory, record, bucket(record));
      case "PutKeyPolicy" -> put(inventory, record, key(record), "policy");
      case "PutResourcePolicy" -> put(inventory, record, secret(record), "resourcePolicy");
      case "DeleteResourcePolicy" -> none(inventory, record, secret(record));
      case "AddPermission20150331v2", "RemovePermission20150331v2", "AddPermission20150331" ->
          unknown(inventory, record, function(record));
      case "PutPermission", "RemovePermission" -> unknown(inventory, record, bus(record));
      default -> inventory;
    };
  }

  private static Inventory put(
      Inventory inventory, ChangeRecord record, @Nullable String arn, String parameter) {
    if (arn == null) {
      return inventory;
    }
    Policy policy = record.document(parameter, "policy of " + arn, "resource policy of " + arn);
    return inventory.with(new ResourcePolicy(arn, record.account(), policy));
  }

  private static Inventory none(Inventory inventory, ChangeRecord record, @Nullable String arn) {
    return arn == null
        ? inventory
        : inventory.with(new ResourcePolicy(arn, record.account(), null));
  }

  private static Inventory unknown(Inventory inventory, ChangeRecord record, @Nullable String arn) {
    return arn == null
        ? inventory
        : inventory.with(
            new ResourcePolicy(arn, record.account(), Policy.unknown("resource policy of " + arn)));
  }

  private static @Nullable String bucket(ChangeRecord record) {
    String name = record.request("bucketName");
    return name == null ? null : new Arn(record.partition(), "s3", "", "", name).toString();
  }

  private static @Nullable String key(ChangeRecord record) {
    return arn(record, "kms", record.request("keyId"), "key/");
  }

  /** A secret's ARN ends in six letters that its name does not tell, so a name alone is no help. */
  private static @Nullable String secret(ChangeRecord record) {
    String id = record.request("secretId");
    return id != null && Arn.begins(id) ? id : null;
  }

  private static @Nullable String function(ChangeRecord record) {
    return arn(record, "lambda", record.request("functionName"), "function:");
  }

  private static String bus(ChangeRecord record) {
    String name = record.request("eventBusName");
    String text = arn(record, "events", name == null ? "default" : name, "event-bus/");
    return text == null ? "" : text;
  }

  private static @Nullable String arn(
      ChangeRecord record, String service, @Nullable String name, String kind) {
    if (name == null || Arn.begins(name)) {
      return name;
    }
    return new Arn(record.partition(), service, record.region(), record.account(), kind + name)
        .toString();
  }
}
