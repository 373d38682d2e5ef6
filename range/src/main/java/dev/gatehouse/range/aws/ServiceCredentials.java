package dev.gatehouse.range.aws;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.truth.TrueLineage;
import dev.gatehouse.trail.write.CallerIdentity;
import dev.gatehouse.trail.write.TrailRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Credentials that AWS services fetch for workloads, or for themselves. */
final class ServiceCredentials {
  private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

  private final Recorder recorder;

  ServiceCredentials(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * A service assumes a role.
   *
   * @param service principal, {@code ec2.amazonaws.com}
   * @param workload ARN of what the credentials are for; null for a service's own business
   */
  Session assume(
      String service,
      Role role,
      String sessionName,
      Duration lifetime,
      @Nullable String workload,
      CallContext at) {
    String key = at.newKey(role.account());
    Instant expires = at.time().plus(lifetime);
    String eventId = at.random().uuid();
    boolean instance = service.equals("ec2.amazonaws.com");
    JsonMap response = object("credentials", StsRecords.credentials(key, expires, at.random()));
    if (!instance || at.random().chance(0.5)) {
      response.put("assumedRoleUser", StsRecords.assumedRoleUser(role, sessionName));
    }
    boolean inside =
        recorder.deliver(
            StsRecords.session("AssumeRole", role, at.byService(service))
                .by(CallerIdentity.service(service))
                .request(
                    object("roleArn", role.arn(), "roleSessionName", sessionName)
                        .andIfKnown(
                            "durationSeconds", instance ? null : (int) lifetime.toSeconds()))
                .response(response)
                .ids(eventId, at.random().uuid(), at.random().uuid()),
            at);
    String shown = role.serviceLinked() ? null : key;
    Map<String, @Nullable Object> identity =
        StsRecords.identity(role, sessionName, shown, at.time(), false);
    if (role.serviceLinked()) {
      identity.put("invokedBy", service);
    } else if (instance) {
      CallerIdentity.sessionContext(identity).put("ec2RoleDelivery", "2.0");
      identity.put("inScopeOf", issuedTo("AWS::EC2::Instance", workload));
    } else if (service.equals("lambda.amazonaws.com")) {
      identity.put("inScopeOf", issuedTo("AWS::Lambda::Function", workload));
    }
    TrueLineage lineage =
        TrueLineage.of("service:" + service, OriginType.SERVICE)
            .role(role.arn(), shown, inside ? eventId : null, null)
            .forWorkload(workload)
            .missing(inside ? null : "issued-before-trail");
    return Session.temporary(role.account(), shown, at.time(), expires, identity, lineage);
  }

  private static JsonMap issuedTo(String type, @Nullable String workload) {
    return object("issuerType", type, "credentialsIssuedTo", workload);
  }

  /** IAM Roles Anywhere: a host's certificate is exchanged for a session. */
  Session rolesAnywhere(Role role, String hostName, String serial, CallContext at) {
    String key = at.newKey(role.account());
    Certificate certificate = new Certificate(role.account(), hostName, serial);
    Instant expires = at.time().plusSeconds(3600);
    String source = "CN=" + hostName;
    String assumed = at.random().uuid();
    String service = "rolesanywhere.amazonaws.com";
    boolean inside =
        recorder.deliver(
            StsRecords.session("AssumeRole", role, at.byService(service))
                .by(CallerIdentity.service(service))
                .request(
                    object("roleArn", role.arn(), "roleSessionName", serial)
                        .and("durationSeconds", 3600)
                        .and("sourceIdentity", source)
                        .and("tags", certificate.tags()))
                .response(
                    object("credentials", StsRecords.credentials(key, expires, at.random()))
                        .and("assumedRoleUser", StsRecords.assumedRoleUser(role, serial))
                        .and("packedPolicySize", 21)
                        .and("sourceIdentity", source))
                .ids(assumed, at.random().uuid(), at.random().uuid()),
            at);
    String created = at.random().uuid();
    recorder.deliver(
        createSession(role, certificate, key, expires, at).ids(created, at.random().uuid(), null),
        at);
    Map<String, @Nullable Object> identity =
        StsRecords.identity(role, serial, key, at.time(), false);
    CallerIdentity.sessionContext(identity).put("sourceIdentity", source);
    String origin = "federated:" + certificate.trustAnchor() + "/" + serial;
    TrueLineage lineage =
        TrueLineage.of(origin, OriginType.FEDERATED)
            .role(role.arn(), key, inside ? assumed : null, inside ? created : null)
            .forWorkload(certificate.subject())
            .missing(inside ? null : "issued-before-trail")
            .orNamed("service:" + service);
    return Session.temporary(role.account(), key, at.time(), expires, identity, lineage);
  }

  private static TrailRecord.Builder createSession(
      Role role, Certificate certificate, String key, Instant expires, CallContext at) {
    Account account = role.account();
    String region = account.region();
    JsonMap credentials =
        object("accessKeyId", key, "expiration", expires.toString())
            .and("secretAccessKey", HIDDEN)
            .and("sessionToken", HIDDEN);
    JsonMap set =
        object("assumedRoleUser", StsRecords.assumedRoleUser(role, certificate.serial()))
            .and("credentials", credentials)
            .and("packedPolicySize", 21)
            .and("roleArn", role.arn());
    return TrailRecord.of("rolesanywhere.amazonaws.com", "CreateSession")
        .form("1.09", "AwsApiCall", null)
        .kind(false, false)
        .at(at.time(), region)
        .by(certificate.identity())
        .from(at.client().address(), at.client().userAgent())
        .request(
            object("durationSeconds", 3600)
                .and("profileArn", account.arn("rolesanywhere", region, "profile/" + role.name()))
                .and("roleArn", role.arn())
                .and("trustAnchorArn", certificate.trustAnchor()))
        .response(object("credentialSet", List.of(set), "subjectArn", certificate.subjectArn()))
        .tls(RecordFormat.tls("rolesanywhere." + region + ".amazonaws.com"))
        .recipient(account.id());
  }

  /** A host's certificate, as the account's trust anchor knows it. */
  private record Certificate(Account account, String hostName, String serial) {
    String subject() {
      return "CN=" + hostName + ",O=Example";
    }

    String subjectArn() {
      return account.arn("rolesanywhere", account.region(), "subject/" + serial);
    }

    String trustAnchor() {
      String id = "trust-anchor/0a0b0c0d-0000-4000-8000-" + account.id();
      return account.arn("rolesanywhere", account.region(), id);
    }

    List<JsonMap> tags() {
      return List.of(
          object("key", "x509Subject/CN", "value", hostName),
          object("key", "x509Subject/O", "value", "Example"));
    }

    JsonMap identity() {
      return object("type", "Unknown", "principalId", serial)
          .and("arn", subjectArn())
          .and("accountId", account.id())
          .and("userName", subject());
    }
  }
}
