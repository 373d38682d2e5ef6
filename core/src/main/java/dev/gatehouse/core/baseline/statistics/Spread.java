package dev.gatehouse.core.baseline.statistics;

/**
 * Mean and standard deviation of a count over all windows of a history, those without any included:
 * what "mean + 3σ" is made of. It promises one window in 740 for a normal distribution; counts that
 * are rare or come in bursts are not normal, so it promises nothing for them.
 */
public record Spread(double mean, double sigma) {
  public static Spread of(double windows, double sum, double squares) {
    if (windows <= 0) {
      return new Spread(0, 0);
    }
    double mean = sum / windows;
    return new Spread(mean, Math.sqrt(Math.max(0, squares / windows - mean * mean)));
  }
}
