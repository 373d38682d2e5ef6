package dev.gatehouse.serve.source;

import java.time.Duration;
import java.time.Instant;

/** From when a unit was delivered to which times of records are still to come. */
public record Lateness(Duration lateness) {
  /** How much later than its delivery a file may be named, and how far accounts lie apart. */
  private static final Duration NAMED_LATER = Duration.ofHours(1);

  /** How far a clock may be ahead of ours. */
  private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  /** No record of what was delivered then is earlier. */
  public Instant before(Instant delivered) {
    return delivered.minus(lateness).minus(NAMED_LATER);
  }

  /**
   * No record of what is delivered later is earlier. A time that lies ahead of the clock is not
   * believed, or a single record could shut out all others.
   */
  public Instant from(Instant delivered, Instant now) {
    if (delivered.equals(Instant.MIN)) {
      return delivered;
    }
    Instant believed = delivered.isAfter(now.plus(AHEAD_MAX)) ? now : delivered;
    return before(believed);
  }
}
