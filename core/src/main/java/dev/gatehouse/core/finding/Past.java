package dev.gatehouse.core.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was learned of somebody before: how much there is to compare with.
 *
 * @param days on which there was any
 * @param firstSeen null if nothing was seen before
 * @param daily7 average count a day over 7 days; NaN where nothing is counted
 * @param daily30 the same over 30 days
 */
public record Past(int days, @Nullable Instant firstSeen, double daily7, double daily30) {
  /** A past in which nothing was counted. */
  public static Past of(int days, @Nullable Instant firstSeen) {
    return new Past(days, firstSeen, Double.NaN, Double.NaN);
  }
}
