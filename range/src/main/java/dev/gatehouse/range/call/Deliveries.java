package dev.gatehouse.range.call;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.truth.Label;
import dev.gatehouse.range.truth.Way;
import dev.gatehouse.range.truth.Way.WayHop;
import dev.gatehouse.trail.CallerIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Credentials that AWS services fetch for workloads, or for themselves. */
public final class Deliveries {
  private final Recorder recorder;

  /** Deliveries that this recorder records. */
  public Deliveries(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * A service assumes a role.
   *
   * @param service principal, {@code ec2.amazonaws.com}
   * @param workload what the credentials are for; null for a service's own business
   */
  public Session deliver(
      String service,
      Instant time,
      Role role,
      String sessionName,
      Duration lifetime,
      @Nullable String workload,
      @Nullable Label label,
      SeededRandom random) {
    String key = random.id("ASIA" + role.account().code(), 20);
    Instant expires = time.plus(lifetime);
    String eventId = random.uuid();
    Map<String, @Nullable Object> response =
        object("credentials", Sts.credentials(key, expires, random));
    if (!service.equals("ec2.amazonaws.com") || random.chance(0.5)) {
      response.put("assumedRoleUser", Sts.assumedRoleUser(role, sessionName));
    }
    Map<String, @Nullable Object> request =
        object("roleArn", role.arn(), "roleSessionName", sessionName);
    if (!service.equals("ec2.amazonaws.com")) {
      request.put("durationSeconds", (int) lifetime.toSeconds());
    }
    boolean inside =
        recorder.deliver(
            Sts.record("AssumeRole", true, time, role.account().region(), Client.service(service))
                .by(CallerIdentity.service(service))
                .request(request)
                .response(response)
                .resources(Sts.resources(role))
                .ids(eventId, random.uuid(), random.uuid())
                .recipient(role.account().id()),
            time,
            random);
    recorder.label(eventId, time, label);
    Map<String, @Nullable Object> identity =
        Sts.identity(role, sessionName, role.serviceLinked() ? null : key, time, false);
    String shown = role.serviceLinked() ? null : key;
    if (role.serviceLinked()) {
      identity.put("invokedBy", service);
    } else if (service.equals("ec2.amazonaws.com")) {
      CallerIdentity.sessionContext(identity).put("ec2RoleDelivery", "2.0");
      identity.put(
          "inScopeOf", object("issuerType", "AWS::EC2::Instance", "credentialsIssuedTo", workload));
    } else if (service.equals("lambda.amazonaws.com")) {
      identity.put(
          "inScopeOf",
          object("issuerType", "AWS::Lambda::Function", "credentialsIssuedTo", workload));
    }
    Way way =
        new Way(
            List.of(new WayHop(role.arn(), shown, inside ? eventId : null, null)),
            "service:" + service,
            OriginType.SERVICE,
            workload,
            1,
            inside ? null : "issued-before-trail");
    return new Session(role.account(), shown, time, expires, identity, way, false);
  }

  /** IAM Roles Anywhere: a host's certificate is exchanged for a session. */
  public Session rolesAnywhere(
      Role role,
      String hostName,
      String serial,
      Client client,
      Instant time,
      @Nullable Label label,
      SeededRandom random) {
    String region = role.account().region();
    String subject = "CN=" + hostName + ",O=Example";
    String trustAnchor =
        role.account()
            .arn(
                "rolesanywhere",
                region,
                "trust-anchor/0a0b0c0d-0000-4000-8000-" + role.account().id());
    String subjectArn = role.account().arn("rolesanywhere", region, "subject/" + serial);
    Instant expires = time.plusSeconds(3600);
    String key = random.id("ASIA" + role.account().code(), 20);
    String source = "CN=" + hostName;
    String assumed = random.uuid();
    boolean inside =
        recorder.deliver(
            Sts.record(
                    "AssumeRole", true, time, region, Client.service("rolesanywhere.amazonaws.com"))
                .by(CallerIdentity.service("rolesanywhere.amazonaws.com"))
                .request(
                    object(
                        "roleArn",
                        role.arn(),
                        "roleSessionName",
                        serial,
                        "durationSeconds",
                        3600,
                        "sourceIdentity",
                        source,
                        "tags",
                        List.of(
                            object("key", "x509Subject/CN", "value", hostName),
                            object("key", "x509Subject/O", "value", "Example"))))
                .response(
                    object(
                        "credentials",
                        Sts.credentials(key, expires, random),
                        "assumedRoleUser",
                        Sts.assumedRoleUser(role, serial),
                        "packedPolicySize",
                        21,
                        "sourceIdentity",
                        source))
                .resources(Sts.resources(role))
                .ids(assumed, random.uuid(), random.uuid())
                .recipient(role.account().id()),
            time,
            random);
    recorder.label(assumed, time, label);
    String created =
        created(
            role,
            client,
            time,
            subject,
            subjectArn,
            trustAnchor,
            serial,
            key,
            expires,
            label,
            random);
    Map<String, @Nullable Object> identity = Sts.identity(role, serial, key, time, false);
    CallerIdentity.sessionContext(identity).put("sourceIdentity", source);
    Way way =
        new Way(
            List.of(new WayHop(role.arn(), key, inside ? assumed : null, inside ? created : null)),
            "federated:" + trustAnchor + "/" + serial,
            OriginType.FEDERATED,
            subject,
            1,
            inside ? null : "issued-before-trail",
            List.of("service:rolesanywhere.amazonaws.com"));
    return new Session(role.account(), key, time, expires, identity, way, false);
  }

  private String created(
      Role role,
      Client client,
      Instant time,
      String subject,
      String subjectArn,
      String trustAnchor,
      String serial,
      String key,
      Instant expires,
      @Nullable Label label,
      SeededRandom random) {
    String region = role.account().region();
    String eventId = random.uuid();
    recorder.deliver(
        dev.gatehouse.trail.TrailRecord.of("rolesanywhere.amazonaws.com", "CreateSession")
            .form("1.09", "AwsApiCall", null)
            .kind(false, false)
            .at(time, region)
            .by(
                object(
                    "type", "Unknown",
                    "principalId", serial,
                    "arn", subjectArn,
                    "accountId", role.account().id(),
                    "userName", subject))
            .from(client.address(), client.userAgent())
            .request(
                object(
                    "durationSeconds",
                    3600,
                    "profileArn",
                    role.account().arn("rolesanywhere", region, "profile/" + role.name()),
                    "roleArn",
                    role.arn(),
                    "trustAnchorArn",
                    trustAnchor))
            .response(
                object(
                    "credentialSet",
                    List.of(
                        object(
                            "assumedRoleUser", Sts.assumedRoleUser(role, serial),
                            "credentials",
                                object(
                                    "accessKeyId",
                                    key,
                                    "expiration",
                                    expires.toString(),
                                    "secretAccessKey",
                                    "HIDDEN_DUE_TO_SECURITY_REASONS",
                                    "sessionToken",
                                    "HIDDEN_DUE_TO_SECURITY_REASONS"),
                            "packedPolicySize", 21,
                            "roleArn", role.arn())),
                    "subjectArn",
                    subjectArn))
            .tls(ServiceForm.tls("rolesanywhere." + region + ".amazonaws.com"))
            .ids(eventId, random.uuid(), null)
            .recipient(role.account().id()),
        time,
        random);
    recorder.label(eventId, time, label);
    return eventId;
  }
}
