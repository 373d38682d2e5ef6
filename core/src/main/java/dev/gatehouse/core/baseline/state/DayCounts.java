package dev.gatehouse.core.baseline.state;

import dev.gatehouse.core.baseline.feature.CallCounts;
import dev.gatehouse.core.baseline.feature.Counter;

/**
 * What a subject did on one day: one number for each {@link Counter}, side by side, since each
 * subject has thirty of these.
 *
 * @param day days since 1970, UTC
 */
public record DayCounts(
    int day,
    int calls,
    int assumptions,
    int callsAfterAssume,
    int denied,
    int targetRoles,
    int targetAccounts,
    int networks,
    int callers) {

  int of(Counter counter) {
    return switch (counter) {
      case CALLS -> calls;
      case ASSUMPTIONS -> assumptions;
      case CALLS_AFTER_ASSUME -> callsAfterAssume;
      case DENIED -> denied;
      case TARGET_ROLES -> targetRoles;
      case TARGET_ACCOUNTS -> targetAccounts;
      case NETWORKS -> networks;
      case CALLERS -> callers;
    };
  }

  CallCounts counts() {
    return new CallCounts(calls, assumptions, callsAfterAssume, denied);
  }
}
