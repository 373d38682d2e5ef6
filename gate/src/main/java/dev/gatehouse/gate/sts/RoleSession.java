package dev.gatehouse.gate.sts;

import dev.gatehouse.gate.caller.Session;
import dev.gatehouse.gate.caller.SessionIssuer;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together the session of a role that somebody was allowed to assume. */
record RoleSession(
    AssumedRole role,
    String name,
    SessionTags tags,
    SessionPolicies policies,
    @Nullable String source,
    @Nullable Instant mfaAt,
    @Nullable String provider,
    Map<String, String> keys) {

  Session issue(SessionIssuer issuer, Instant now, int seconds) {
    Instant issued = Durations.issued(now);
    return new Session(
        Session.Type.ROLE,
        role.account(),
        issuer.accessKeyId(role.account()),
        role.id(),
        role.name(),
        name,
        issued,
        issued.plusSeconds(seconds),
        mfaAt,
        tags.session(),
        tags.transitive(),
        source,
        policies.document(),
        policies.arns(),
        provider,
        keys);
  }
}
