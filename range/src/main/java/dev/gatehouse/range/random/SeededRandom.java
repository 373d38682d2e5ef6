package dev.gatehouse.range.random;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A stream of chance that depends on a seed and on names only, so that one actor's draws never move
 * another's.
 */
public final class SeededRandom {
  private static final char[] HEX = "0123456789abcdef".toCharArray();
  private static final char[] BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();
  private static final char[] BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray();
  private static final char[] ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".toCharArray();

  private final SplittableRandom random;

  private SeededRandom(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The stream of {@code seed} with these names. */
  public static SeededRandom of(long seed, String... names) {
    long state = seed ^ 0x9E3779B97F4A7C15L;
    for (String name : names) {
      for (int i = 0; i < name.length(); i++) {
        state = (state ^ name.charAt(i)) * 0x100000001B3L;
      }
      state = (state ^ 0xFF) * 0xBF58476D1CE4E5B9L;
      state ^= state >>> 29;
    }
    return new SeededRandom(state);
  }

  /** 0 to {@code bound} − 1. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** {@code from} to {@code to}, both included. */
  public int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  /** A length of time between the two, in milliseconds. */
  public Duration between(Duration from, Duration to) {
    return Duration.ofMillis(
        from.toMillis() + random.nextLong(to.toMillis() - from.toMillis() + 1));
  }

  /** 0 to 1. */
  public double unit() {
    return random.nextDouble();
  }

  /** True with probability {@code p}. */
  public boolean chance(double p) {
    return random.nextDouble() < p;
  }

  /** One of the items, each as likely. */
  public <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  /** Exponential with the given mean. */
  public double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  /** Normal with the given mean and deviation. */
  public double normal(double mean, double deviation) {
    double u = 1 - random.nextDouble();
    double v = random.nextDouble();
    return mean
        + deviation * StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
  }

  /** Poisson with the given mean; a rounded normal above 40, where the two agree. */
  public int poisson(double mean) {
    if (mean > 40) {
      return (int) Math.max(0, Math.round(normal(mean, Math.sqrt(mean))));
    }
    double limit = StrictMath.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  /** A version 4 UUID in lower case. */
  public String uuid() {
    char[] text = new char[36];
    long high = random.nextLong();
    long low = random.nextLong();
    for (int i = 0; i < 36; i++) {
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        text[i] = '-';
      } else {
        text[i] = HEX[(int) (high & 15)];
        high = (high >>> 4) | (low << 60);
        low >>>= 4;
      }
    }
    text[14] = '4';
    text[19] = HEX[8 + (text[19] & 3)];
    return new String(text);
  }

  /** Lower-case hexadecimal digits. */
  public String hex(int digits) {
    return letters(HEX, digits);
  }

  /** An access key id or unique id: the prefix, filled up to {@code length} with base 32. */
  public String id(String prefix, int length) {
    return prefix + letters(BASE32, length - prefix.length());
  }

  /** Base 64 letters without padding. */
  public String base64(int letters) {
    return letters(BASE64, letters);
  }

  /** Capital letters and digits, as in S3 request ids. */
  public String capitals(int letters) {
    return letters(ALPHANUMERIC, letters);
  }

  private String letters(char[] alphabet, int count) {
    char[] text = new char[count];
    long bits = 0;
    for (int i = 0; i < count; i++) {
      if (i % 8 == 0) {
        bits = random.nextLong() >>> 1;
      }
      text[i] = alphabet[(int) (bits % alphabet.length)];
      bits /= alphabet.length;
    }
    return new String(text);
  }
}
