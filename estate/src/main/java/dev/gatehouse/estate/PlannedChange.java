package dev.gatehouse.estate;

import java.time.Instant;
import java.util.Set;

/**
 * A change window or deployment that was announced.
 *
 * @param start first moment of it
 * @param end last moment of it
 * @param accounts it touches; empty means any
 * @param identities that act in it: ARNs, user names or e-mail addresses; empty means any
 */
public record PlannedChange(
    String id,
    String title,
    Instant start,
    Instant end,
    Set<String> accounts,
    Set<String> identities,
    boolean approved) {
  public PlannedChange {
    accounts = Set.copyOf(accounts);
    identities = Set.copyOf(identities);
  }

  /** Whether an act of {@code identity} in {@code account} at {@code time} belongs to it. */
  boolean covers(Instant time, String account, String identity) {
    return approved
        && !time.isBefore(start)
        && !time.isAfter(end)
        && (accounts.isEmpty() || accounts.contains(account))
        && (identities.isEmpty() || identities.stream().anyMatch(who -> names(who, identity)));
  }

  private static boolean names(String who, String identity) {
    return identity.equals(who) || identity.endsWith("/" + who) || identity.endsWith(":" + who);
  }
}
