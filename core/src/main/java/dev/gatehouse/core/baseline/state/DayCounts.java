package dev.gatehouse.core.baseline.state;

import dev.gatehouse.core.baseline.feature.CallCounts;
import dev.gatehouse.core.baseline.feature.Counter;

/**
 * What a subject did on one day.
 *
 * @param day days since 1970, UTC
 */
public record DayCounts(
    int day, CallCounts counts, int targetRoles, int targetAccounts, int networks, int callers) {

  int of(Counter counter) {
    return switch (counter) {
      case CALLS, ASSUMPTIONS, CALLS_AFTER_ASSUME, DENIED -> counts.of(counter);
      case TARGET_ROLES -> targetRoles;
      case TARGET_ACCOUNTS -> targetAccounts;
      case NETWORKS -> networks;
      case CALLERS -> callers;
    };
  }
}
