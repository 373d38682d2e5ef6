package dev.gatehouse.core.baseline;

/**
 * What a subject did on one day.
 *
 * @param day days since 1970, UTC
 */
public record Day(
    int day, Counts counts, int targetRoles, int targetAccounts, int networks, int callers) {

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
