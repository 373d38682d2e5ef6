package dev.gatehouse.estate.intent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One documented way from a source to a role.
 *
 * @param source as written: an ARN in which {@code *} is allowed, {@code …:root} for any principal
 *     of an account, {@code federated:<provider>/<subject>}, {@code service:<principal>}, {@code
 *     identitycenter:<store>/<user>}
 * @param target as written: a role's ARN in which {@code *} is allowed
 * @param purpose why it exists; "" when nobody said
 * @param owner who answers for it; "" when nobody said
 * @param maxDepth how many role sessions there may be from home to the target, it included; null
 *     for any number
 * @param until when a temporary exception ends, not included; null for a lasting edge
 * @param approvedBy who granted the exception; null when nobody said
 * @param file where it is written
 * @param line in the file, from 1
 */
public record TrustEdge(
    String source,
    String target,
    String purpose,
    String owner,
    @Nullable Integer maxDepth,
    @Nullable Instant until,
    @Nullable String approvedBy,
    String file,
    int line) {

  /** Whether it holds for a time only. */
  public boolean isException() {
    return until != null;
  }

  boolean isOver(Instant time) {
    return until != null && !time.isBefore(until);
  }

  boolean isTooShortFor(int depth) {
    return maxDepth != null && depth > maxDepth;
  }
}
