package dev.gatehouse.gate.caller;

import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.policy.principal.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a call, proven by a signature.
 *
 * @param arn as GetCallerIdentity tells it
 * @param userId as GetCallerIdentity tells it: {@code AIDA…}, {@code AROA…:session}, {@code
 *     account:name} or the account
 * @param entity the user or role behind the call; null for root
 * @param session null for long-term keys
 * @param factorAt when a second factor was shown, for the session or with the call; null when none
 *     was
 */
public record Identity(
    Kind kind,
    String account,
    String arn,
    String userId,
    String accessKeyId,
    @Nullable Structure entity,
    @Nullable Session session,
    @Nullable Instant factorAt) {

  Identity(
      Kind kind,
      String account,
      String arn,
      String userId,
      String accessKeyId,
      @Nullable Structure entity,
      @Nullable Session session) {
    this(
        kind,
        account,
        arn,
        userId,
        accessKeyId,
        entity,
        session,
        session == null ? null : session.mfaAt());
  }

  /** The kinds of caller that have credentials. */
  public enum Kind {
    ROOT,
    USER,
    ROLE,
    FEDERATED
  }

  /** The same caller with a second factor shown now. */
  public Identity withFactor(Instant shownAt) {
    return new Identity(kind, account, arn, userId, accessKeyId, entity, session, shownAt);
  }

  /** Whether the credentials are temporary. */
  public boolean temporary() {
    return session != null;
  }

  /** The name of the user, "" for others. */
  public String userName() {
    return kind == Kind.USER && entity != null ? entity.need("UserName") : "";
  }

  /** The caller as the policy engine takes it. */
  public Caller caller() {
    Caller caller = Caller.parse(arn);
    return switch (kind) {
      case ROOT, USER -> caller;
      case ROLE -> entity == null ? caller : caller.withRoleArn(entity.need("Arn"));
      case FEDERATED -> entity == null ? caller : caller.withIssuer(entity.need("Arn"));
    };
  }
}
