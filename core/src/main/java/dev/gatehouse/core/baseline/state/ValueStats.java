package dev.gatehouse.core.baseline.state;

import dev.gatehouse.core.baseline.statistics.HourProfile;

/**
 * One value in a subject's history, and how often it was met.
 *
 * @param first hour in which it was met first, since 1970
 * @param last hour in which it was met last
 * @param hours in how many hours it was met
 */
public record ValueStats(String value, int first, int last, int hours) {
  /** A value that weighs less is as good as new: one hour a month ago, a hundred 230 days ago. */
  static final double WEIGHT_MIN = 0.5;

  /** Whether it was met on one UTC day only, and that is not the day of {@code hour}. */
  boolean isOfAnotherDayOnly(int hour) {
    int day = Math.floorDiv(last, 24);
    return Math.floorDiv(first, 24) == day && day != Math.floorDiv(hour, 24);
  }

  /** In how many hours it was met, halved for each half-life that it was not met since. */
  double weight(int hour) {
    return hours
        * Math.exp(-Math.log(2) * Math.max(0, hour - last) / (24 * HourProfile.HALF_LIFE_DAYS));
  }
}
