package dev.gatehouse.gate.other;

import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.other.BuiltIn.Request;
import dev.gatehouse.gate.wire.HttpAnswer;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Functions, event buses, secrets and tables: as much of each as a rehearsal of who may reach them
 * needs.
 */
final class JsonServices {
  private JsonServices() {}

  static void addTo(Map<String, BuiltIn> all) {
    all.put("lambda:CreateFunction", JsonServices::createFunction);
    all.put("lambda:AddPermission", JsonServices::addPermission);
    all.put("lambda:Invoke", JsonServices::invoke);
    all.put("events:PutEvents", JsonServices::putEvents);
    all.put("secretsmanager:CreateSecret", JsonServices::createSecret);
    all.put("secretsmanager:GetSecretValue", JsonServices::secretValue);
    all.put("secretsmanager:PutResourcePolicy", JsonServices::putPolicy);
    all.put("dynamodb:CreateTable", JsonServices::createTable);
    all.put("dynamodb:PutResourcePolicy", JsonServices::putPolicy);
    all.put("dynamodb:PutItem", JsonServices::putItem);
    all.put("dynamodb:GetItem", JsonServices::getItem);
  }

  private static AwsException exists(String what) {
    return new AwsException(400, "ResourceExistsException", what + " already exists.");
  }

  private static HttpAnswer createFunction(Request request) {
    if (request.item() != null) {
      throw exists("The function");
    }
    request.put(
        Structure.of(
            "Arn", request.arn(),
            "Name", request.need("FunctionName"),
            "Role", request.need("Role")));
    return request.text(
        201,
        "application/json",
        JsonWriter.line(
            JsonWriter.object(
                "FunctionName", request.need("FunctionName"),
                "FunctionArn", request.arn(),
                "Role", request.need("Role"),
                "State", "Active")));
  }

  /** Functions collect their policy statement by statement. */
  private static HttpAnswer addPermission(Request request) {
    Structure function = request.item(404, "ResourceNotFoundException");
    String principal = request.need("Principal");
    boolean service = principal.contains(".");
    Map<String, @Nullable Object> conditions = JsonWriter.object();
    if (request.call().text("SourceArn") != null) {
      conditions.put(
          "ArnLike", JsonWriter.object("AWS:SourceArn", request.call().text("SourceArn")));
    }
    Map<String, @Nullable Object> statement =
        JsonWriter.object(
            "Sid", request.need("StatementId"),
            "Effect", "Allow",
            "Principal",
                principal.equals("*")
                    ? "*"
                    : JsonWriter.object(service ? "Service" : "AWS", principal),
            "Action", request.need("Action"),
            "Resource", request.arn());
    if (!conditions.isEmpty()) {
      statement.put("Condition", conditions);
    }
    List<Object> statements = new ArrayList<>();
    String before = function.text("Policy");
    if (before != null && Json.object(before).get("Statement") instanceof List<?> list) {
      statements.addAll(list);
    }
    statements.add(statement);
    String policy =
        JsonWriter.line(JsonWriter.object("Version", "2012-10-17", "Statement", statements));
    request.put(function.with("Policy", checked(policy)));
    return request.text(
        201,
        "application/json",
        JsonWriter.line(JsonWriter.object("Statement", JsonWriter.line(statement))));
  }

  private static String checked(String policy) {
    try {
      Policy.parseStrict("resource policy", policy);
      return policy;
    } catch (RuntimeException e) {
      throw new AwsException(
          400, "MalformedPolicyDocumentException", "The policy is not valid: " + e.getMessage());
    }
  }

  /** Nothing runs: the answer is empty, and that it was called is on record. */
  private static HttpAnswer invoke(Request request) {
    request.item(404, "ResourceNotFoundException");
    return request.text(200, "application/json", "null");
  }

  private static HttpAnswer putEvents(Request request) {
    List<Object> entries = new ArrayList<>();
    if (request.body().get("Entries") instanceof List<?> list) {
      list.forEach(
          each -> entries.add(JsonWriter.object("EventId", UUID.randomUUID().toString())));
    }
    return request.json("FailedEntryCount", 0, "Entries", entries);
  }

  private static String purpose(Structure secret) {
    return "secret/" + secret.need("Arn");
  }

  private static HttpAnswer createSecret(Request request) {
    String name = request.need("Name");
    String prefix =
        "arn:aws:secretsmanager:" + request.region() + ":" + request.owner() + ":secret:" + name;
    if (!request.below(prefix + "-").isEmpty()) {
      throw exists("The secret");
    }
    String suffix = UUID.randomUUID().toString().substring(0, 6);
    Structure secret = Structure.of("Arn", prefix + "-" + suffix, "Name", name);
    secret =
        secret.with("Sealed", request.vault().seal(purpose(secret), request.need("SecretString")));
    request.put(secret);
    return request.json("ARN", secret.need("Arn"), "Name", name);
  }

  private static HttpAnswer secretValue(Request request) {
    Structure secret = request.item(400, "ResourceNotFoundException");
    String sealed = secret.text("Sealed");
    if (sealed == null) {
      throw new AwsException(400, "ResourceNotFoundException", "The secret has no value.");
    }
    return request.json(
        "ARN", secret.need("Arn"),
        "Name", secret.text("Name"),
        "SecretString", request.vault().openText(purpose(secret), sealed));
  }

  private static HttpAnswer putPolicy(Request request) {
    Structure item = request.item(400, "ResourceNotFoundException");
    String policy =
        request.call().text("ResourcePolicy") != null
            ? request.need("ResourcePolicy")
            : request.need("Policy");
    request.put(item.with("Policy", checked(policy)));
    return request.json("ARN", item.need("Arn"), "Name", item.text("Name"), "RevisionId", "1");
  }

  private static HttpAnswer createTable(Request request) {
    if (request.item() != null) {
      throw new AwsException(400, "ResourceInUseException", "The table already exists.");
    }
    List<String> keys = new ArrayList<>();
    if (request.body().get("KeySchema") instanceof List<?> schema) {
      for (Object each : schema) {
        if (each instanceof Map<?, ?> key) {
          keys.add(String.valueOf(key.get("AttributeName")));
        }
      }
    }
    String name = request.need("TableName");
    request.put(Structure.of("Arn", request.arn(), "Name", name, "Keys", keys));
    return request.json(
        "TableDescription",
        JsonWriter.object(
            "TableName", name, "TableArn", request.arn(), "TableStatus", "ACTIVE"));
  }

  /** An item lies beside its table, under the values of its key. */
  private static String place(Request request, Structure table, @Nullable Object values) {
    List<@Nullable Object> key = new ArrayList<>();
    for (String name : table.texts("Keys")) {
      Object value = values instanceof Map<?, ?> map ? map.get(name) : null;
      if (value == null) {
        throw new AwsException(
            400, "ValidationException", "The provided key element does not match the schema");
      }
      key.add(value);
    }
    return request.arn() + "/item/" + JsonWriter.line(key);
  }

  private static HttpAnswer putItem(Request request) {
    Structure table = request.item(400, "ResourceNotFoundException");
    Object item = request.body().get("Item");
    request.put(
        Structure.of("Arn", place(request, table, item), "Item", JsonWriter.line(item)));
    return request.json();
  }

  private static HttpAnswer getItem(Request request) {
    Structure table = request.item(400, "ResourceNotFoundException");
    Structure item =
        request
            .holdings()
            .get(
                dev.gatehouse.gate.state.Kind.RESOURCE,
                place(request, table, request.body().get("Key")));
    return item == null ? request.json() : request.json("Item", Json.tree(item.need("Item")));
  }
}
