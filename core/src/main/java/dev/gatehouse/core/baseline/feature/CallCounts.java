package dev.gatehouse.core.baseline.feature;

/**
 * How many calls of each kind there were within some stretch of time.
 *
 * @param calls all
 * @param assumptions those that assumed a role
 * @param callsAfterAssume those within five minutes after the acting role was assumed
 * @param denied those refused
 */
public record CallCounts(int calls, int assumptions, int callsAfterAssume, int denied) {
  /** None. */
  public static final CallCounts NONE = new CallCounts(0, 0, 0, 0);

  public CallCounts and(CallCounts more) {
    return new CallCounts(
        calls + more.calls,
        assumptions + more.assumptions,
        callsAfterAssume + more.callsAfterAssume,
        denied + more.denied);
  }

  /** The count of a counter that counts calls; 0 for one that counts different values. */
  public int of(Counter counter) {
    return switch (counter) {
      case CALLS -> calls;
      case ASSUMPTIONS -> assumptions;
      case CALLS_AFTER_ASSUME -> callsAfterAssume;
      case DENIED -> denied;
      case TARGET_ROLES, TARGET_ACCOUNTS, NETWORKS, CALLERS -> 0;
    };
  }
}
