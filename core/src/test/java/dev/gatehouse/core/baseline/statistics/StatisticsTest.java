package dev.gatehouse.core.baseline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void logGammaIsThatOfKnownValues() {
    assertThat(Statistics.logGamma(1)).isCloseTo(0, within(1e-13));
    assertThat(Statistics.logGamma(0.5)).isCloseTo(Math.log(Math.PI) / 2, within(1e-13));
    assertThat(Statistics.logGamma(11)).isCloseTo(Math.log(3_628_800), within(1e-12));
    // ln(99!) by Stirling's series to 20 digits
    assertThat(Statistics.logGamma(100)).isCloseTo(359.13420536957540, within(1e-10));
  }

  /** Against the sum of terms, which is exact where the tail is not tiny. */
  @Property(tries = 300, seed = "20261130")
  void poissonTailIsOneMinusTheSumBelow(
      @ForAll @IntRange(min = 1, max = 60) int count,
      @ForAll @DoubleRange(min = 0.05, max = 50) double mean) {
    double below = 0;
    double term = Math.exp(-mean);
    for (int k = 0; k < count; k++) {
      below += term;
      term *= mean / (k + 1);
    }
    assertThat(Math.exp(Statistics.logTail(count, mean, mean))).isCloseTo(1 - below, within(1e-11));
  }

  /** Against the sum of terms of the negative binomial by their recurrence. */
  @Property(tries = 300, seed = "20261130")
  void negativeBinomialTailIsOneMinusTheSumBelow(
      @ForAll @IntRange(min = 1, max = 80) int count,
      @ForAll @DoubleRange(min = 0.05, max = 40) double mean,
      @ForAll @DoubleRange(min = 1.1, max = 30) double over) {
    double shape = mean / (over - 1);
    double x = mean / (mean + shape);
    double term = Math.pow(1 - x, shape);
    double below = 0;
    for (int k = 0; k < count; k++) {
      below += term;
      term *= x * (shape + k) / (k + 1);
    }
    assertThat(Math.exp(Statistics.logTail(count, mean, mean * over)))
        .isCloseTo(1 - below, within(1e-10));
  }

  /** A geometric distribution has its tail in closed form: (mean / (1 + mean))^count. */
  @Property(tries = 200, seed = "20261130")
  void isExactFarOut(
      @ForAll @IntRange(min = 1, max = 100_000) int count,
      @ForAll @DoubleRange(min = 0.1, max = 100) double mean) {
    double exact = count * Math.log(mean / (1 + mean));
    assertThat(Statistics.logTail(count, mean, mean * (1 + mean)))
        .isCloseTo(exact, within(1e-9 * Math.abs(exact) + 1e-9));
  }

  @Test
  void poissonIsExactFarOut() {
    // P(X >= 100 | mean 1) = e^-1 / 100! * (1 + 1/101 + 1/(101*102) + ...), by hand
    double exact = -1 - 363.73937555556347 + Math.log(1 + 1 / 101.0 + 1 / (101.0 * 102));
    assertThat(Statistics.logTail(100, 1, 1)).isCloseTo(exact, within(1e-6));
  }

  /**
   * What is promised holds within a factor of two: of the hours of a process that goes on as
   * before, 1 in 1,024 may be over 10 bits, whether it is Poisson or comes in bursts of 27 times
   * its mean.
   */
  @Test
  void promisedRateHoldsForPoissonAndForBursts() {
    for (double mean : new double[] {0.05, 1, 8}) {
      for (double shape : new double[] {Double.POSITIVE_INFINITY, 1, 0.3}) {
        assertThat(alarmsAt(10, mean, shape, 7))
            .as("mean %s shape %s", mean, shape)
            .isLessThan(2.0 / 1024);
      }
    }
  }

  /** The same processes under mean + 3σ, which would promise 1 in 740. */
  @Test
  void threeSigmasPromiseWhatTheyDoNotKeep() {
    assertThat(alarmsAt(0, 0.05, Double.POSITIVE_INFINITY, 8)).isGreaterThan(10 / 740.0);
  }

  /** Share of 200,000 hours over the threshold; 0 bits stand for mean + 3σ. */
  private static double alarmsAt(double bits, double mean, double shape, long seed) {
    Random random = new Random(seed);
    int alarms = 0;
    int judged = 0;
    for (int run = 0; run < 100; run++) {
      CountMoments sums = CountMoments.NONE;
      int hours = 720;
      for (int hour = 0; hour < hours; hour++) {
        sums = sums.and(draw(random, mean, shape));
      }
      double any = (sums.hours() + 0.5) / (hours + 1);
      Spread plain =
          Spread.of(
              hours, sums.sum() + sums.hours(), sums.squares() + 2 * sums.sum() + sums.hours());
      for (int hour = 0; hour < 2000; hour++) {
        int count = draw(random, mean, shape);
        judged++;
        boolean over =
            bits == 0
                ? count > plain.mean() + 3 * plain.sigma()
                : count > 0 && Statistics.bits(Math.log(any) + sums.logTail(count, 1)) >= bits;
        alarms += over ? 1 : 0;
      }
    }
    return alarms / (double) judged;
  }

  private static int draw(Random random, double mean, double shape) {
    double rate = Double.isInfinite(shape) ? mean : gamma(random, shape) * mean / shape;
    double limit = Math.exp(-Math.min(rate, 700));
    int count = -1;
    double product = 1;
    do {
      count++;
      product *= random.nextDouble();
    } while (product > limit);
    return count;
  }

  /** Marsaglia and Tsang 2000. */
  private static double gamma(Random random, double shape) {
    if (shape < 1) {
      return gamma(random, shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double z = random.nextGaussian();
      double v = Math.pow(1 + c * z, 3);
      if (v > 0 && Math.log(random.nextDouble()) < z * z / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
