package dev.gatehouse.range.call;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.truth.Label;
import dev.gatehouse.range.truth.Way;
import dev.gatehouse.range.truth.Way.WayHop;
import dev.gatehouse.trail.CallerIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AssumeRoleWithWebIdentity: build services, pods with service accounts, app users. */
public final class WebIdentities {
  private final Recorder recorder;

  /** Web identities that this recorder records. */
  public WebIdentities(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * A token is exchanged for a session.
   *
   * @param provider ARN of the IAM provider, or a plain issuer such as {@code
   *     cognito-identity.amazonaws.com}
   * @param seconds null: not sent
   */
  public Session exchange(
      String provider,
      String audience,
      String subject,
      Role role,
      String sessionName,
      @Nullable Integer seconds,
      Client client,
      Instant time,
      @Nullable Label label,
      SeededRandom random) {
    String key = random.id("ASIA" + role.account().code(), 20);
    Instant expires = time.plusSeconds(seconds == null ? 3600 : seconds);
    Map<String, @Nullable Object> request =
        object("roleArn", role.arn(), "roleSessionName", sessionName);
    if (seconds != null) {
      request.put("durationSeconds", seconds);
    }
    boolean iamProvider = provider.startsWith("arn:");
    Map<String, @Nullable Object> additional =
        Sts.served(Sts.usesGlobalEndpoint(client), role.account().region());
    if (iamProvider) {
      additional.put("identityProviderConnectionVerificationMethod", "IAMTrustStore");
    }
    String eventId = random.uuid();
    boolean inside =
        recorder.deliver(
            Sts.record("AssumeRoleWithWebIdentity", true, time, role.account().region(), client)
                .by(CallerIdentity.webIdentity(provider, audience, subject))
                .request(request)
                .response(
                    object(
                        "credentials", Sts.credentials(key, expires, random),
                        "subjectFromWebIdentityToken", subject,
                        "assumedRoleUser", Sts.assumedRoleUser(role, sessionName),
                        "provider", provider,
                        "audience", audience))
                .additional(additional)
                .resources(Sts.resources(role))
                .ids(eventId, random.uuid(), null)
                .recipient(role.account().id()),
            time,
            random);
    recorder.label(eventId, time, label);
    Map<String, @Nullable Object> identity = Sts.identity(role, sessionName, key, time, false);
    CallerIdentity.sessionContext(identity)
        .put("webIdFederationData", object("federatedProvider", provider, "attributes", object()));
    String name = iamProvider ? provider.substring(provider.indexOf('/') + 1) : provider;
    Way way =
        new Way(
            List.of(new WayHop(role.arn(), key, inside ? eventId : null, null)),
            "federated:" + name + "/" + subject,
            OriginType.FEDERATED,
            null,
            1,
            inside ? null : "issued-before-trail",
            // A session names its provider, not its subject.
            inside ? List.of() : List.of("federated:" + name + "/-"));
    return new Session(role.account(), key, time, expires, identity, way, false);
  }

  /** A token is refused: the record says no more than that. */
  public void refused(
      String provider,
      String audience,
      String subject,
      Role role,
      Client client,
      Instant time,
      @Nullable Label label,
      SeededRandom random) {
    String eventId = random.uuid();
    recorder.deliver(
        Sts.record("AssumeRoleWithWebIdentity", true, time, role.account().region(), client)
            .by(CallerIdentity.webIdentity(provider, audience, subject))
            .additional(null)
            .error("AccessDenied", "An unknown error occurred")
            .ids(eventId, random.uuid(), null)
            .recipient(role.account().id()),
        time,
        random);
    recorder.label(eventId, time, label);
  }
}
