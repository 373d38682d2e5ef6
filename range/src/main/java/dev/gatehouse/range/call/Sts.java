package dev.gatehouse.range.call;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.trail.CallerIdentity;
import dev.gatehouse.trail.TrailRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pieces of STS records that every way of getting credentials shares. */
final class Sts {
  private static final int TOKEN_LETTERS = 340;

  private Sts() {}

  /** A record of an STS call that has no request id or recipient yet. */
  static TrailRecord.Builder record(
      String name, boolean readOnly, Instant time, String region, Client client) {
    boolean global = usesGlobalEndpoint(client);
    boolean service = client.kind() == Client.Kind.SERVICE;
    String recorded = global ? "us-east-1" : region;
    TrailRecord.Builder record =
        TrailRecord.of("sts.amazonaws.com", name)
            .form("1.08", "AwsApiCall", null)
            .kind(readOnly, false)
            .at(time, recorded)
            .from(client.address(), client.userAgent())
            .endpoint(client.vpcEndpointId(), client.vpcEndpointAccount());
    if (client.kind() == Client.Kind.SDK) {
      record
          .tls(ServiceForm.tls(global ? "sts.amazonaws.com" : "sts." + region + ".amazonaws.com"))
          .additional(served(global, region));
    } else if (!service) {
      record.additional(served(false, region));
    }
    return record;
  }

  /**
   * Where an STS request was served: since 2025 the global endpoint answers in the caller's region.
   */
  static Map<String, @Nullable Object> served(boolean global, String region) {
    return object(
        "RequestDetails",
        object("awsServingRegion", region, "endpointType", global ? "global" : "regional"));
  }

  /** SDKs of the last generation call {@code sts.amazonaws.com} unless told otherwise. */
  static boolean usesGlobalEndpoint(Client client) {
    return client.userAgent().startsWith("aws-sdk-go/1.")
        || client.userAgent().startsWith("aws-cli/1.");
  }

  static Map<String, @Nullable Object> credentials(
      String key, Instant expires, SeededRandom random) {
    return object(
        "accessKeyId",
        key,
        "sessionToken",
        "IQoJb3JpZ2luX2VjE" + random.base64(TOKEN_LETTERS) + "==",
        "expiration",
        AwsDate.sts(expires));
  }

  static Map<String, @Nullable Object> assumedRoleUser(Role role, String session) {
    return object(
        "assumedRoleId",
        role.id() + ":" + session,
        "arn",
        CallerIdentity.sessionArn(role.account().id(), role.name(), session));
  }

  static List<Map<String, @Nullable Object>> resources(Role role) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    list.add(object("accountId", role.account().id(), "type", "AWS::IAM::Role", "ARN", role.arn()));
    return list;
  }

  /** The {@code userIdentity} of a session of the role. */
  static Map<String, @Nullable Object> identity(
      Role role, String session, @Nullable String key, Instant issued, boolean mfa) {
    return CallerIdentity.assumedRole(
        role.account().id(), role.arn(), role.id(), session, key, issued, mfa);
  }
}
