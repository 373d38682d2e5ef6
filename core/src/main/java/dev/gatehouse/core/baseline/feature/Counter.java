package dev.gatehouse.core.baseline.feature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is counted of a subject, and over which windows it is judged while it happens. */
@SuppressWarnings("ImmutableEnumChecker") // the lists come from List.of
public enum Counter {
  /** Calls. */
  CALLS("calls", null),
  /** Roles assumed; for a target, how often it was. */
  ASSUMPTIONS("role assumptions", null),
  /** Calls within five minutes after the acting role was assumed. */
  CALLS_AFTER_ASSUME("calls in the first five minutes of a session", null),
  /** Calls that were refused for lack of permission. */
  DENIED("refused calls", null),
  /** Different roles assumed. */
  TARGET_ROLES("different roles assumed", Feature.TARGET_ROLE),
  /** Different accounts of roles assumed. */
  TARGET_ACCOUNTS("different accounts reached", Feature.TARGET_ACCOUNT),
  /** Different networks called from. */
  NETWORKS("different networks", Feature.NETWORK),
  /** Different callers that assumed a target. */
  CALLERS("different callers", Feature.CALLER);

  /** The window from the last UTC midnight until now, in minutes. */
  public static final int DAY = 1440;

  private static final List<Integer> HOUR_ONLY = List.of(60);
  private static final List<Integer> HOUR_AND_DAY = List.of(60, DAY);
  private static final List<Integer> MINUTES_TO_A_DAY = List.of(10, 15, 60, 120, DAY);

  private final String word;
  private final @Nullable Feature of;

  Counter(String word, @Nullable Feature of) {
    this.word = word;
    this.of = of;
  }

  /** Its place in lists by counter, which keep the order in which counters stand here. */
  @SuppressWarnings("EnumOrdinal") // a list in this order is a third of a map's size
  public int place() {
    return ordinal();
  }

  /** A few words for people. */
  public String word() {
    return word;
  }

  /** The feature whose different values are counted; null if calls are. */
  public @Nullable Feature of() {
    return of;
  }

  /**
   * Lengths of the windows that end with a call, in minutes; {@link #DAY} is the UTC day so far.
   */
  public List<Integer> windowsMinutes() {
    return switch (this) {
      case CALLS, CALLS_AFTER_ASSUME, DENIED -> HOUR_ONLY;
      case ASSUMPTIONS -> MINUTES_TO_A_DAY;
      case TARGET_ROLES, TARGET_ACCOUNTS, NETWORKS, CALLERS -> HOUR_AND_DAY;
    };
  }
}
