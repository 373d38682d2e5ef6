package dev.gatehouse.core.baseline;

/**
 * A value that belongs to a subject's history.
 *
 * @param first hour in which it was met first, since 1970
 * @param last hour in which it was met last
 * @param hours in how many hours it was met
 */
public record Known(String value, int first, int last, int hours) {
  /** The memory of a value halves over this many days without it. */
  static final double HALF_LIFE_DAYS = 30;

  /** A value that weighs less is as good as new: one hour a month ago, a hundred 230 days ago. */
  static final double WEIGHT_MIN = 0.5;

  /** Whether it was met on one UTC day only, and that is not the day of {@code hour}. */
  boolean isOfAnotherDayOnly(int hour) {
    int day = Math.floorDiv(last, 24);
    return Math.floorDiv(first, 24) == day && day != Math.floorDiv(hour, 24);
  }

  /** In how many hours it was met, halved for each half-life that it was not met since. */
  double weight(int hour) {
    return hours * Math.exp(-Math.log(2) * Math.max(0, hour - last) / (24 * HALF_LIFE_DAYS));
  }
}
