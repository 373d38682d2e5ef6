package dev.gatehouse.core.rules.kit;

import java.time.Duration;
import java.time.Instant;

/**
 * The stretch of event time whose records make one finding.
 *
 * @param from its first moment
 * @param end the first moment after it
 */
public record Window(Instant from, Instant end) {
  /** The UTC hour of a moment. */
  public static Window hour(Instant time) {
    return of(Duration.ofHours(1), time);
  }

  /** The UTC day of a moment. */
  public static Window day(Instant time) {
    return of(Duration.ofDays(1), time);
  }

  /** Of all windows of this length, counted from the epoch on, the one that holds the moment. */
  public static Window of(Duration length, Instant time) {
    long seconds = length.toSeconds();
    Instant from = Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    return new Window(from, from.plus(length));
  }
}
