package dev.gatehouse.core.lineage;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One temporary credential of a lineage, and how it was issued.
 *
 * @param roleArn what the credential acts as: a role's ARN; a user's for GetSessionToken,
 *     GetFederationToken and sign-in; {@code …:root} for root
 * @param sessionArn ARN of the session, where known
 * @param accessKeyId the credential, where known
 * @param call the call that issued it, for instance {@code AssumeRole}; null where no record was
 *     found
 * @param issuedBy event id of the issuing record; null where none was found
 * @param issuedAt when it was issued; from the issuing record, else from the session's creation
 *     date
 * @param expiresAt until when the credential works, as the issuing record says; null where it does
 *     not, or where no record was found
 * @param from source address of the issuing call
 * @param join how the use was tied to the issuing record
 * @param confidence of the join, 0 to 1
 */
public record Hop(
    String roleArn,
    @Nullable String sessionArn,
    @Nullable String accessKeyId,
    @Nullable String call,
    @Nullable String issuedBy,
    @Nullable Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable String from,
    Join join,
    double confidence) {

  /** How it is known, for people: {@code proven by the key}. An inference has its confidence. */
  public String proof() {
    return join.proven() || join == Join.NONE
        ? join.words()
        : String.format(Locale.ROOT, "%s (%.2f)", join.words(), confidence);
  }
}
