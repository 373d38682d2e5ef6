package dev.gatehouse.core.baseline.statistics;

/**
 * Sums over the hours in which a counter was over zero, each hour fading with the half-life of
 * {@link HourProfile#HALF_LIFE_DAYS}. Hours without any are not kept: the calendar says how many
 * there were.
 *
 * @param hours how many there were
 * @param sum of count − 1
 * @param squares of (count − 1)²
 */
public record CountMoments(double hours, double sum, double squares) {
  public static final CountMoments NONE = new CountMoments(0, 0, 0);

  /** How many hours the prior weighs. */
  private static final double PRIOR_HOURS = 4;

  private static final double PRIOR_MEAN = 3;

  /** This, faded by {@code factor}, and one more hour. */
  public CountMoments and(double factor, int count) {
    if (count == 0) {
      return hours == 0 || factor == 1
          ? this
          : new CountMoments(hours * factor, sum * factor, squares * factor);
    }
    double more = count - 1.0;
    return new CountMoments(
        hours * factor + 1, sum * factor + more, squares * factor + more * more);
  }

  /** This and one more hour. */
  public CountMoments and(int count) {
    return and(1, count);
  }

  /** Mean count of an hour with any. */
  double mean() {
    return 1 + mean(PRIOR_MEAN);
  }

  private double mean(double priorMean) {
    return (sum + PRIOR_HOURS * priorMean) / (hours + PRIOR_HOURS);
  }

  /**
   * ln P(count or more in a window, given that there is any).
   *
   * <p>Count − 1 is taken for negative binomial. Its mean is drawn to the prior's, its variance to
   * that of a geometric distribution, each by {@value #PRIOR_HOURS} hours: whoever is little known
   * may be bursty. What the mean itself may be wrong by adds to the variance, so that the chance is
   * one of prediction.
   *
   * @param windowHours 1 for anything up to an hour: what an hour does not hold, a part of it does
   *     not either
   */
  public double logTail(long count, double windowHours) {
    double mean = mean(PRIOR_MEAN);
    double spread = squares - 2 * mean * sum + hours * mean * mean;
    double geometric = mean * (1 + mean);
    double variance = (Math.max(0, spread) + PRIOR_HOURS * geometric) / (hours + PRIOR_HOURS);
    variance = Math.max(variance, mean) * (1 + 1 / (hours + PRIOR_HOURS));
    return Statistics.logTail(count - 1, windowHours * mean, windowHours * variance);
  }
}
