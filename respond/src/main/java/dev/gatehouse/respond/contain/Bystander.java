package dev.gatehouse.respond.contain;

import java.time.Instant;
import java.util.Comparator;

/**
 * Somebody else who acts as the same role or user.
 *
 * @param identity who it is, in the words of {@link dev.gatehouse.core.lineage.OriginType}
 * @param lastUse their last call as it
 * @param liveSessions how many of their sessions still work
 */
public record Bystander(String identity, Instant lastUse, int liveSessions) {
  static final Comparator<Bystander> LAST_FIRST =
      Comparator.comparing(Bystander::lastUse).reversed().thenComparing(Bystander::identity);
}
