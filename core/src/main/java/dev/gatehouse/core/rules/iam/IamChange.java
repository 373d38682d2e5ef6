package dev.gatehouse.core.rules.iam;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.ReadDocuments;
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
  public static boolean is(TrailEvent event) {
    return event.succeeded()
        && !event.readOnly()
        && (event.service().equals("iam") || event.service().equals("organizations"));
  }

  /** The change that a record is. */
  public static IamChange of(TrailEvent event) {
    Map<String, String> fields = new TreeMap<>();
    Map<String, @Nullable Object> request = ReadDocuments.object(event.requestParameters());
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

  public @Nullable String get(String name) {
    return fields.get(name);
  }

  public boolean has(String name, String value) {
    return value.equals(fields.get(name));
  }

  /** The characters that it takes, to bound memory by. */
  public int size() {
    int size = 32;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      size += field.getKey().length() + field.getValue().length();
    }
    return size;
  }

  /** Kind and name of the user, role or group that a call is about. */
  public static String receiver(TrailEvent event) {
    for (String kind : List.of("user", "role", "group")) {
      String name = event.request(kind + "Name");
      if (name != null) {
        return kind + " " + name;
      }
    }
    return "-";
  }

  /** Whether the caller is the user or a session of the role that receives. */
  public static boolean isSelf(Activity in) {
    String identity = in.identity();
    String name = identity.substring(identity.lastIndexOf('/') + 1);
    String user = in.event().request("userName");
    String role = in.event().request("roleName");
    return (user != null && identity.contains(":user/") && name.equals(user))
        || (role != null && identity.contains(":role/") && name.equals(role));
  }

  /** Whether an MFA device that is switched off is the root user's. */
  public static boolean isRootDevice(TrailEvent event) {
    String serial = String.valueOf(event.request("serialNumber"));
    return serial.contains(":mfa/root-account-mfa-device")
        || (event.userIdentity().type().equals("Root") && event.request("userName") == null);
  }
}
