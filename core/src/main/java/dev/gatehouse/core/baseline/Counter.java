package dev.gatehouse.core.baseline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is counted of a subject, and over which windows it is judged while it happens. */
@SuppressWarnings("ImmutableEnumChecker") // the lists come from List.of
public enum Counter {
  /** Calls. */
  CALLS("calls", null, List.of(60)),
  /** Roles assumed; for a target, how often it was. */
  ASSUMPTIONS("role assumptions", null, List.of(10, 15, 60, 120, Counter.DAY)),
  /** Calls within five minutes after the acting role was assumed. */
  CALLS_AFTER_ASSUME("calls in the first five minutes of a session", null, List.of(60)),
  /** Calls that were refused for lack of permission. */
  DENIED("refused calls", null, List.of(60)),
  /** Different roles assumed. */
  TARGET_ROLES("different roles assumed", Feature.TARGET_ROLE, List.of(60, Counter.DAY)),
  /** Different accounts of roles assumed. */
  TARGET_ACCOUNTS("different accounts reached", Feature.TARGET_ACCOUNT, List.of(60, Counter.DAY)),
  /** Different networks called from. */
  NETWORKS("different networks", Feature.NETWORK, List.of(60, Counter.DAY)),
  /** Different callers that assumed a target. */
  CALLERS("different callers", Feature.CALLER, List.of(60, Counter.DAY));

  /** The window from the last UTC midnight until now, in minutes. */
  public static final int DAY = 1440;

  private final String word;
  private final @Nullable Feature of;
  private final List<Integer> windowsMinutes;

  Counter(String word, @Nullable Feature of, List<Integer> windowsMinutes) {
    this.word = word;
    this.of = of;
    this.windowsMinutes = windowsMinutes;
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
    return windowsMinutes;
  }
}
