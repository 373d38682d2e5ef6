package dev.gatehouse.core.finding;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How unlikely something was, in bits and in words: 12 bits are {@code 1 in 4,096}. A finding
 * carries the words, for people; they can be read back to a tenth of a bit or, beyond 60 bits, to
 * about three.
 */
public final class Chance {
  /** How the reasons begin that say it. */
  public static final String WHAT = "how unlikely";

  private static final double WORDY_MAX = 60;
  private static final Pattern COUNT = Pattern.compile("1 in ([0-9,]{1,26})");
  private static final Pattern POWER = Pattern.compile("1 in 10\\^([0-9]{1,9})");

  private Chance() {}

  /** A chance in words. */
  public static String words(double bits) {
    return bits > WORDY_MAX
        ? String.format(Locale.ROOT, "1 in 10^%d", Math.round(bits * Math.log10(2)))
        : String.format(Locale.ROOT, "1 in %,d", Math.round(Math.pow(2, bits)));
  }

  /**
   * Bits of the least likely thing that the finding tells of, down to the next tenth; empty if it
   * tells no odds, because a fixed limit or the act itself raised it.
   */
  public static OptionalDouble bits(Finding finding) {
    return finding.why().stream()
        .filter(why -> why.what().startsWith(WHAT))
        .map(why -> bits(why.observed()))
        .flatMapToDouble(OptionalDouble::stream)
        .max();
  }

  /** Reads back what {@link #words} wrote; empty for other text. */
  static OptionalDouble bits(String words) {
    Matcher power = POWER.matcher(words);
    if (power.matches()) {
      return tenth(Double.parseDouble(power.group(1)) / Math.log10(2));
    }
    Matcher count = COUNT.matcher(words);
    if (!count.matches()) {
      return OptionalDouble.empty();
    }
    double n = Double.parseDouble("0" + count.group(1).replace(",", ""));
    return n < 1 ? OptionalDouble.empty() : tenth(Math.log(n) / Math.log(2));
  }

  private static OptionalDouble tenth(double bits) {
    return OptionalDouble.of(Math.floor(bits * 10 + 1e-6) / 10);
  }
}
