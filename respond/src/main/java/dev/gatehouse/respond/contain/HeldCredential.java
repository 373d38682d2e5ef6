package dev.gatehouse.respond.contain;

import dev.gatehouse.core.cases.session.CaseSession;
import dev.gatehouse.core.lineage.Hop;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A credential in the hands of whoever is behind a case.
 *
 * @param id access key id; of a session without one its ARN
 * @param accessKeyId null where no record shows it
 * @param principal ARN of the role or user that its policies belong to; {@code …:root} for root
 * @param sessionArn null for keys of long life, and where it is not known
 * @param longTerm whether it is an access key that works until somebody turns it off
 * @param issuedAt null for keys of long life, and where no record says
 * @param expiresAt null where no record says: then it is taken to work still
 */
public record HeldCredential(
    String id,
    @Nullable String accessKeyId,
    String principal,
    @Nullable String sessionArn,
    boolean longTerm,
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt) {

  static HeldCredential of(CaseSession session) {
    return new HeldCredential(
        session.id(),
        session.accessKeyId(),
        session.roleArn(),
        session.longTerm() ? null : session.sessionArn(),
        session.longTerm(),
        session.longTerm() ? null : session.issuedAt(),
        session.expiresAt());
  }

  /**
   * Of a session on somebody's way home; its id is the key, or where no record shows it the ARN.
   */
  static HeldCredential of(Hop hop) {
    String id = hop.accessKeyId() != null ? hop.accessKeyId() : String.valueOf(hop.sessionArn());
    return new HeldCredential(
        id,
        hop.accessKeyId(),
        hop.roleArn(),
        hop.sessionArn(),
        false,
        hop.issuedAt(),
        hop.expiresAt());
  }

  /** Whether it may work at a moment, as far as anybody can tell. */
  public boolean isLive(Instant at) {
    return longTerm || expiresAt == null || expiresAt.isAfter(at);
  }

  /** The last part of the session's ARN; null where it has none. */
  @Nullable String sessionName() {
    return sessionArn == null ? null : sessionArn.substring(sessionArn.lastIndexOf('/') + 1);
  }

  public boolean isRoot() {
    return principal.endsWith(":root");
  }

  public boolean isRole() {
    return principal.contains(":role/");
  }
}
