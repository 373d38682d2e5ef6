package dev.gatehouse.range.aws;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.truth.TrueLineage;
import dev.gatehouse.trail.write.CallerIdentity;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AssumeRoleWithWebIdentity: build services, pods with service accounts, app users. */
final class WebIdentities {
  private final Recorder recorder;

  WebIdentities(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * A token is exchanged for a session.
   *
   * @param seconds null: not sent, one hour
   */
  Session exchange(
      WebToken token, Role role, String sessionName, @Nullable Integer seconds, CallContext at) {
    String key = at.newKey(role.account());
    Instant expires = at.time().plusSeconds(seconds == null ? 3600 : seconds);
    String eventId = at.random().uuid();
    String verification = token.hasIamProvider() ? "IAMTrustStore" : null;
    boolean inside =
        recorder.deliver(
            StsRecords.session("AssumeRoleWithWebIdentity", role, at)
                .by(CallerIdentity.webIdentity(token.provider(), token.audience(), token.subject()))
                .request(
                    object("roleArn", role.arn(), "roleSessionName", sessionName)
                        .andIfKnown("durationSeconds", seconds))
                .response(
                    object("credentials", StsRecords.credentials(key, expires, at.random()))
                        .and("subjectFromWebIdentityToken", token.subject())
                        .and("assumedRoleUser", StsRecords.assumedRoleUser(role, sessionName))
                        .and("provider", token.provider())
                        .and("audience", token.audience()))
                .additional(
                    StsRecords.served(at.client(), role.account().region())
                        .andIfKnown("identityProviderConnectionVerificationMethod", verification))
                .ids(eventId, at.random().uuid(), null),
            at);
    Map<String, @Nullable Object> identity =
        StsRecords.identity(role, sessionName, key, at.time(), false);
    CallerIdentity.sessionContext(identity)
        .put(
            "webIdFederationData",
            object("federatedProvider", token.provider(), "attributes", object()));
    String origin = "federated:" + token.provider() + "/";
    TrueLineage lineage =
        TrueLineage.of(origin + token.subject(), OriginType.FEDERATED)
            .role(role.arn(), key, inside ? eventId : null, null);
    return Session.temporary(
        role.account(),
        key,
        at.time(),
        expires,
        identity,
        // A session names its provider, not its subject.
        inside ? lineage : lineage.missing("issued-before-trail").orNamed(origin + "-"));
  }
}
