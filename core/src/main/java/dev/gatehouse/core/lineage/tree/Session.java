package dev.gatehouse.core.lineage.tree;

import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Hop;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One credential's lifetime with what was done in it, or an origin without a credential of its own.
 *
 * @param key the access key id, else the session ARN, else the identity
 * @param identity the durable who
 * @param issue how it was issued; null for long-term credentials and origins
 * @param parent key of the session that issued it; null for the first
 * @param causes acts that made it possible
 * @param calls by {@code service:Call}, the {@value SessionTree#CALLS_MAX} kinds met first
 * @param otherCalls calls of further kinds
 * @param addresses the {@value SessionTree#ADDRESSES_MAX} source addresses met first
 * @param accounts the accounts acted in, at most as many
 * @param events how many records there are; 0 for an origin that only issued
 * @param first time of the first, null if there is none
 * @param last time of the last, null if there is none
 */
public record Session(
    String key,
    String identity,
    @Nullable Hop issue,
    @Nullable String parent,
    List<Cause> causes,
    Map<String, Calls> calls,
    long otherCalls,
    Set<String> addresses,
    Set<String> accounts,
    long events,
    @Nullable Instant first,
    @Nullable Instant last) {

  /**
   * A session and what grew from it.
   *
   * @param cause the act that ties it to the one above; null where that one issued it
   * @param asked it is what was asked for
   * @param grown in the order in which they began
   */
  public record Branch(Session session, @Nullable Cause cause, boolean asked, List<Branch> grown) {
    public Branch {
      grown = List.copyOf(grown);
    }
  }
}
