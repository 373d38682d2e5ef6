package dev.gatehouse.core.baseline.statistics;

/**
 * Probabilities of counts (Poisson and negative binomial), exact far out in the tail: everything is
 * in logarithms, so that a chance of one in 10^300 is still a number.
 */
public final class Statistics {
  private static final double LN2 = Math.log(2);

  private Statistics() {}

  /** Bits of surprise of an event with this natural logarithm of its probability. */
  public static double bits(double logProbability) {
    return logProbability >= 0 ? 0 : -logProbability / LN2;
  }

  /**
   * ln P(X ≥ count) of a negative binomial with this mean and variance; of a Poisson where the
   * variance is not over the mean. A negative binomial is a Poisson whose rate is Gamma
   * distributed: with shape r = mean² / (variance − mean), P(X ≥ k) is the regularized incomplete
   * beta function I_x(k, r) at x = mean / (mean + r) (Abramowitz and Stegun 26.5.24).
   *
   * @param count how many were seen, at least 0
   * @param mean over 0
   */
  public static double logTail(long count, double mean, double variance) {
    if (count <= 0) {
      return 0;
    }
    if (!(mean > 0)) {
      return Double.NEGATIVE_INFINITY;
    }
    if (variance <= mean * (1 + 1e-6)) {
      return logPoissonTail(count, mean);
    }
    double shape = mean * mean / (variance - mean);
    return logBeta(mean / (mean + shape), shape / (mean + shape), (double) count, shape);
  }

  /**
   * ln P(X ≥ count) of a Poisson, the regularized lower incomplete gamma function P(count, mean).
   */
  static double logPoissonTail(long count, double mean) {
    if (count <= mean) {
      double below = 0;
      double term = Math.exp(-mean);
      if (term > 0) {
        for (long k = 0; k < count; k++) {
          below += term;
          term *= mean / (k + 1);
        }
        return Math.log(Math.max(1 - below, 0.5 * (1 - below) + Double.MIN_NORMAL));
      }
      return Math.log(0.5); // beyond e^-745 the count is near or under a huge mean: nothing unusual
    }
    // term(k) / term(count) falls from 1 on, for k is over the mean
    double sum = 0;
    double term = 1;
    for (long k = count; term > sum * 1e-17; k++) {
      sum += term;
      term *= mean / (k + 1);
    }
    return count * Math.log(mean) - mean - logGamma(count + 1.0) + Math.log(sum);
  }

  /**
   * ln I_x(a, b), the regularized incomplete beta function, by Lentz's evaluation of its continued
   * fraction (Abramowitz and Stegun 26.5.8; Lentz 1976).
   *
   * @param y 1 − x, given apart so that nothing is lost where x is near 1
   */
  static double logBeta(double x, double y, double a, double b) {
    double front = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(y);
    if (x < (a + 1) / (a + b + 2)) {
      return front - Math.log(a) + Math.log(fraction(x, a, b));
    }
    return Math.log1p(-Math.min(1, Math.exp(front - Math.log(b)) * fraction(y, b, a)));
  }

  private static double fraction(double x, double a, double b) {
    double tiny = 1e-300;
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1), tiny);
    double value = d;
    for (int m = 1; m < 100_000; m++) {
      double even = m * (b - m) * x / ((a + 2.0 * m - 1) * (a + 2.0 * m));
      d = 1 / nonZero(1 + even * d, tiny);
      c = nonZero(1 + even / c, tiny);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1));
      d = 1 / nonZero(1 + odd * d, tiny);
      c = nonZero(1 + odd / c, tiny);
      value *= d * c;
      if (Math.abs(d * c - 1) < 1e-14) {
        return value;
      }
    }
    return value;
  }

  private static double nonZero(double value, double tiny) {
    return Math.abs(value) < tiny ? tiny : value;
  }

  /**
   * ln Γ(x) for x over 0: Stirling's series from 12 on, the recurrence below (Abramowitz and Stegun
   * 6.1.41); relative error under 1e-13.
   */
  static double logGamma(double x) {
    double shift = 0;
    double z = x;
    while (z < 12) {
      shift -= Math.log(z);
      z += 1;
    }
    double inverse = 1 / z;
    double square = inverse * inverse;
    double series =
        inverse
            * (1.0 / 12
                - square
                    * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))));
    return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
  }
}
