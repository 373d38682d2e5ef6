package dev.gatehouse.core.cases.session;

import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Join;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A credential that a case came through: a session, or a long-term access key.
 *
 * @param id access key id; of a session without one its ARN and time of issue
 * @param roleArn what it acts as: a role; a user for sign-ins, session tokens and long-term keys
 * @param name the same as people call it
 * @param longTerm whether it is an access key that works until it is deleted
 * @param parent id of the credential it was issued to or made with; null where it was issued to
 *     {@code origin} itself, or where the parent is not known
 * @param origin who is at the root of it, in the words of {@link
 *     dev.gatehouse.core.lineage.OriginType}
 * @param cause what ties it to its parent if no issue does: a key created, a machine started; null
 *     for an issue
 * @param issuedBy event id of the issuing or causing record; null where none was found
 * @param expiresAt null where the issuing record does not say, or there is none
 * @param from source address of the issuing call
 * @param firstUse time of its first use that is known: an issue made with it, or a record that a
 *     finding cites; null where none is
 * @param calls distinct calls with it that are known so; a lower bound
 * @param join how a use was tied to the issue
 * @param confidence of the tie, 0 to 1
 */
public record CaseSession(
    String id,
    @Nullable String accessKeyId,
    String roleArn,
    String name,
    @Nullable String sessionArn,
    boolean longTerm,
    @Nullable String parent,
    String origin,
    Cause.@Nullable Kind cause,
    @Nullable String call,
    @Nullable String issuedBy,
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable String from,
    @Nullable Instant firstUse,
    @Nullable Instant lastUse,
    long calls,
    Join join,
    double confidence) {

  /** Whether records prove the tie to its parent or origin, rather than suggest it. */
  public boolean isProven() {
    return cause == null
        ? join.proven() && (issuedBy != null || join == Join.RECORD)
        : cause == Cause.Kind.ACCESS_KEY_CREATED;
  }

  /** Whether it is known to work at a moment. */
  public boolean isLive(Instant at) {
    return longTerm || (expiresAt != null && expiresAt.isAfter(at));
  }
}
