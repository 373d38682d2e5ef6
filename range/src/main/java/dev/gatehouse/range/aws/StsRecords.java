package dev.gatehouse.range.aws;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.trail.write.CallerIdentity;
import dev.gatehouse.trail.write.TrailRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pieces of STS records that every way of getting credentials shares. */
final class StsRecords {
  private static final int TOKEN_LETTERS = 340;

  private StsRecords() {}

  /** A record of an STS call that has no caller, request id or recipient yet. */
  static TrailRecord.Builder record(String name, boolean readOnly, String region, CallContext at) {
    Client client = at.client();
    boolean global = usesGlobalEndpoint(client);
    String recorded = global ? "us-east-1" : region;
    TrailRecord.Builder record =
        TrailRecord.of("sts.amazonaws.com", name)
            .form("1.08", "AwsApiCall", null)
            .kind(readOnly, false)
            .at(at.time(), recorded)
            .from(client.address(), client.userAgent())
            .endpoint(client.vpcEndpointId(), client.vpcEndpointAccount());
    if (client.kind() == Client.Kind.SDK) {
      record
          .tls(RecordFormat.tls(global ? "sts.amazonaws.com" : "sts." + region + ".amazonaws.com"))
          .additional(served(client, region));
    } else if (client.kind() == Client.Kind.CONSOLE) {
      record.additional(served(client, region));
    }
    return record;
  }

  /** A record of an STS call that made a session of the role, in the role's account and region. */
  static TrailRecord.Builder session(String name, Role role, CallContext at) {
    return record(name, true, role.account().region(), at)
        .resources(resources(role))
        .recipient(role.account().id());
  }

  /**
   * Where an STS request was served: since 2025 the global endpoint answers in the caller's region.
   */
  static JsonMap served(Client client, String region) {
    String type = usesGlobalEndpoint(client) ? "global" : "regional";
    return object("RequestDetails", object("awsServingRegion", region, "endpointType", type));
  }

  /** SDKs of the last generation call {@code sts.amazonaws.com} unless told otherwise. */
  private static boolean usesGlobalEndpoint(Client client) {
    return client.userAgent().startsWith("aws-sdk-go/1.")
        || client.userAgent().startsWith("aws-cli/1.");
  }

  static JsonMap credentials(String key, Instant expires, SeededRandom random) {
    return object("accessKeyId", key)
        .and("sessionToken", "IQoJb3JpZ2luX2VjE" + random.base64(TOKEN_LETTERS) + "==")
        .and("expiration", AwsDate.sts(expires));
  }

  static JsonMap assumedRoleUser(Role role, String session) {
    return object("assumedRoleId", role.id() + ":" + session)
        .and("arn", CallerIdentity.sessionArn(role.account().id(), role.name(), session));
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
