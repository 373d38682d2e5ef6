package dev.gatehouse.core.finding;

import java.util.Locale;

/** How unlikely something was, from bits to words: 12 bits are {@code 1 in 4,096}. */
public final class Likelihood {
  private static final double WORDY_MAX = 60;

  private Likelihood() {}

  /** Bits in words. */
  public static String words(double bits) {
    return bits > WORDY_MAX
        ? String.format(Locale.ROOT, "1 in 10^%d", Math.round(bits * Math.log10(2)))
        : String.format(Locale.ROOT, "1 in %,d", Math.round(Math.pow(2, bits)));
  }
}
