package dev.gatehouse.core.detect.rules;

import dev.gatehouse.trail.Json;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A change of IAM or of the organization that AWS carried out: as much of its record as later
 * judgements ask, so that an ARN or a version id in a later record has a document.
 *
 * @param call without the service: {@code PutRolePolicy}
 * @param fields request parameters by name, and what the answer made: {@code policyArn}, {@code
 *     policyId}, {@code versionId}
 */
public record IamChange(Instant time, String call, Map<String, String> fields) {
  private static final List<String> FIELDS =
      List.of(
          "userName",
          "roleName",
          "groupName",
          "policyArn",
          "policyName",
          "policyDocument",
          "permissionsBoundary",
          "versionId",
          "setAsDefault",
          "policyId",
          "targetId",
          "content",
          "policyType");

  private static final List<String> PASSWORD =
      List.of(
          "minimumPasswordLength",
          "requireSymbols",
          "requireNumbers",
          "requireUppercaseCharacters",
          "requireLowercaseCharacters",
          "maxPasswordAge",
          "passwordReusePrevention");

  public IamChange {
    fields = Map.copyOf(fields);
  }

  /** Whether the record is one, and not a read, an attempt or another service's. */
  static boolean is(TrailEvent event) {
    return event.succeeded()
        && !event.readOnly()
        && (event.service().equals("iam") || event.service().equals("organizations"));
  }

  /** The change that a record is. */
  static IamChange of(TrailEvent event) {
    Map<String, String> fields = new TreeMap<>();
    Map<String, @Nullable Object> request = Json.object(event.requestParameters());
    for (String name : FIELDS) {
      put(fields, name, Json.text(request, name));
    }
    if (event.eventName().equals("UpdateAccountPasswordPolicy")) {
      PASSWORD.forEach(name -> put(fields, name, Json.text(request, name)));
    }
    put(fields, "policyArn", event.response("policy", "arn"));
    put(fields, "versionId", event.response("policyVersion", "versionId"));
    put(fields, "policyId", event.response("policy", "policySummary", "id"));
    return new IamChange(event.time(), event.eventName(), fields);
  }

  private static void put(Map<String, String> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  @Nullable String get(String name) {
    return fields.get(name);
  }

  boolean has(String name, String value) {
    return value.equals(fields.get(name));
  }

  /** The characters that it takes, to bound memory by. */
  int size() {
    int size = 32;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      size += field.getKey().length() + field.getValue().length();
    }
    return size;
  }
}
