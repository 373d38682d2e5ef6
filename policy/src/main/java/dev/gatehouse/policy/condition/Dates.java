package dev.gatehouse.policy.condition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Dates of policies and requests: the W3C profile of ISO 8601 (year, month, day, time with or
 * without seconds and fraction, {@code Z} or an offset; none means UTC), or seconds since 1970 with
 * or without a fraction. Four digits are a year.
 */
final class Dates {
  private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(Instant.MAX.getEpochSecond());
  private static final BigDecimal SECONDS_MIN = BigDecimal.valueOf(Instant.MIN.getEpochSecond());

  private Dates() {}

  /** The instant a text names, or null. */
  static @Nullable Instant parse(String text) {
    if ((text.length() >= 5 && text.charAt(4) == '-') || text.length() == 4) {
      return iso(text);
    }
    BigDecimal seconds = ValueTests.Values.number(text);
    if (seconds == null
        || seconds.compareTo(SECONDS_MAX) > 0
        || seconds.compareTo(SECONDS_MIN) < 0) {
      return null;
    }
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    long nanos = seconds.subtract(whole).movePointRight(9).longValue();
    return Instant.ofEpochSecond(whole.longValueExact(), nanos);
  }

  private static @Nullable Instant iso(String text) {
    Cursor in = new Cursor(text);
    int year = in.digits(4);
    int month = in.take('-') ? in.digits(2) : 1;
    int day = month > 0 && in.at > 5 && in.take('-') ? in.digits(2) : 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int nanos = 0;
    int offsetSeconds = 0;
    if (in.at == 10 && (in.take('T') || in.take('t') || in.take(' '))) {
      hour = in.digits(2);
      in.need(':');
      minute = in.digits(2);
      if (in.take(':')) {
        second = in.digits(2);
        nanos = in.take('.') ? in.fraction() : 0;
      }
      offsetSeconds = in.offsetSeconds();
    }
    if (in.bad || in.at != text.length()) {
      return null;
    }
    try {
      return LocalDateTime.of(year, month, day, hour, minute, second, nanos)
          .minusSeconds(offsetSeconds)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Walks over the text; once something is missing it stays {@code bad}. */
  private static final class Cursor {
    private final String text;
    private int at;
    private boolean bad;

    Cursor(String text) {
      this.text = text;
    }

    boolean take(char c) {
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    void need(char c) {
      bad |= !take(c);
    }

    int digits(int count) {
      int value = 0;
      for (int i = 0; i < count; i++) {
        char c = at < text.length() ? text.charAt(at) : ' ';
        if (c < '0' || c > '9') {
          bad = true;
          return 0;
        }
        value = value * 10 + (c - '0');
        at++;
      }
      return value;
    }

    int fraction() {
      int nanos = 0;
      int scale = 100_000_000;
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        nanos += (text.charAt(at) - '0') * scale;
        scale /= 10;
        at++;
      }
      bad |= at == start;
      return nanos;
    }

    int offsetSeconds() {
      if (at == text.length() || take('Z') || take('z')) {
        return 0;
      }
      boolean minus = take('-');
      if (!minus) {
        need('+');
      }
      int hours = digits(2);
      take(':');
      int minutes = digits(2);
      bad |= hours > 18 || minutes > 59;
      int seconds = hours * 3600 + minutes * 60;
      return minus ? -seconds : seconds;
    }
  }
}
