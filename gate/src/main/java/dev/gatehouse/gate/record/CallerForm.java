package dev.gatehouse.gate.record;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.caller.Session;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Notes;
import dev.gatehouse.trail.write.CallerIdentity;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Callers as {@code userIdentity} shows them. */
final class CallerForm {
  private CallerForm() {}

  static Map<String, @Nullable Object> of(Identity caller) {
    Session session = caller.session();
    return switch (caller.kind()) {
      case ROOT ->
          CallerIdentity.root(
              caller.account(),
              caller.accessKeyId(),
              session == null ? null : session.issued(),
              session != null && session.mfaAt() != null);
      case USER -> user(caller, session);
      case ROLE -> role(caller, Objects.requireNonNull(session));
      case FEDERATED -> federated(caller, Objects.requireNonNull(session));
    };
  }

  /** The bearer of a provider's token. */
  static Map<String, @Nullable Object> of(String operation, Notes.Bearer bearer) {
    return operation.equals("AssumeRoleWithSAML")
        ? CallerIdentity.saml(bearer.scope(), bearer.subject())
        : CallerIdentity.webIdentity(bearer.provider(), bearer.scope(), bearer.subject());
  }

  private static Map<String, @Nullable Object> user(Identity caller, @Nullable Session session) {
    String account = caller.account();
    String key = caller.accessKeyId();
    return session == null
        ? CallerIdentity.user(account, caller.arn(), caller.userId(), caller.userName(), key)
        : CallerIdentity.userSession(
            account,
            caller.arn(),
            caller.userId(),
            caller.userName(),
            key,
            session.issued(),
            session.mfaAt() != null);
  }

  private static Map<String, @Nullable Object> role(Identity caller, Session session) {
    Structure role = Objects.requireNonNull(caller.entity());
    Map<String, @Nullable Object> identity =
        CallerIdentity.assumedRole(
            caller.account(),
            role.need("Arn"),
            role.need("RoleId"),
            session.name(),
            caller.accessKeyId(),
            session.issued(),
            session.mfaAt() != null);
    Map<String, @Nullable Object> context = CallerIdentity.sessionContext(identity);
    if (session.sourceIdentity() != null) {
      context.put("sourceIdentity", session.sourceIdentity());
    }
    return identity;
  }

  private static Map<String, @Nullable Object> federated(Identity caller, Session session) {
    Structure issuer = caller.entity();
    String root = "arn:aws:iam::" + caller.account() + ":root";
    return CallerIdentity.federatedUser(
        caller.account(),
        session.name(),
        issuer == null ? root : issuer.need("Arn"),
        session.principalId(),
        caller.accessKeyId(),
        session.issued());
  }

  /** The caller in the trail of another account, which sees no more than whence it came. */
  static Map<String, @Nullable Object> fromOutside(Identity caller) {
    return CallerIdentity.account(caller.userId(), caller.account());
  }
}
