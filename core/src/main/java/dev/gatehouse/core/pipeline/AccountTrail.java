package dev.gatehouse.core.pipeline;

import java.time.Duration;
import java.time.Instant;

/**
 * Memory of {@link ExplainGaps}: what has been read of an account.
 *
 * @param first minute of its first record; {@link Instant#MAX} if there is none
 * @param last minute of one of its last records, at most a day before the last of all
 */
public record AccountTrail(Instant first, Instant last) {
  /** Nothing has been read. */
  static final AccountTrail NONE = new AccountTrail(Instant.MAX, Instant.EPOCH);

  /** After so long a silence an account's trail is taken to be gone. */
  private static final Duration SILENCE_MAX = Duration.ofDays(90);

  private static final Duration ONE_DAY = Duration.ofDays(1);

  boolean isHere() {
    return first.isBefore(Instant.MAX);
  }

  Instant gone() {
    return isHere() ? last.plus(SILENCE_MAX) : Instant.EPOCH;
  }

  AccountTrail with(Instant minute) {
    boolean isLater = !minute.isBefore(last.plus(ONE_DAY));
    return minute.isBefore(first) || isLater
        ? new AccountTrail(minute.isBefore(first) ? minute : first, isLater ? minute : last)
        : this;
  }
}
