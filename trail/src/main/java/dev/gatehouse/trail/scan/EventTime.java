package dev.gatehouse.trail.scan;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which times are written in and round CloudTrail records, read to the whole second.
 *
 * <p>CloudTrail writes {@code 2026-01-31T10:20:30Z}, and for {@code creationDate} sometimes {@code
 * 20260131T102030Z}. Tables and log stores write a blank for the {@code T}, a fraction, an offset
 * or nothing for the {@code Z} (then it is UTC). Some services write US English dates.
 */
public final class EventTime {
  private static final long NONE = Long.MIN_VALUE;

  private static final List<DateTimeFormatter> ENGLISH =
      List.of(
          DateTimeFormatter.ofPattern("MMM d, uuuu[,] h:mm:ss a", Locale.US),
          DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' uuuu", Locale.US));

  private EventTime() {}

  /** The time, or null if {@code text} is none. */
  public static @Nullable Instant parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    // Slack, as the reading of a byte array wants it.
    byte[] bytes = (text + "\0\0\0\0\0\0\0\0").getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length - JsonScanner.SLACK);
  }

  static @Nullable Instant parse(byte[] b, int from, int to) {
    long second = epochSecond(b, from, to);
    return second != NONE ? Instant.ofEpochSecond(second) : slow(b, from, to);
  }

  /** Reads the two ISO forms by hand; {@link #NONE} for anything else. */
  private static long epochSecond(byte[] b, int from, int to) {
    if (to - from < 15) {
      return NONE;
    }
    boolean basic = b[from + 4] != '-';
    int gap = basic ? 0 : 1;
    int p = from;
    int year = digits(b, p, 4);
    int month = digits(b, p += 4 + gap, 2);
    int day = digits(b, p += 2 + gap, 2);
    byte divider = b[p += 2];
    if ((divider != 'T' && divider != ' ') || (!basic && (to - from < 19 || b[from + 7] != '-'))) {
      return NONE;
    }
    int hour = digits(b, p += 1, 2);
    int minute = digits(b, p += 2 + gap, 2);
    int second = digits(b, p += 2 + gap, 2);
    if ((year | month | day | hour | minute | second) < 0
        || (!basic && (b[p - 1] != ':' || b[p - 4] != ':'))
        || month == 0
        || month > 12
        || day == 0
        || day > 31
        || (day > 28 && day > YearMonth.of(year, month).lengthOfMonth())
        || hour > 23
        || minute > 59
        || second > 59) {
      return NONE;
    }
    int offset = offset(b, fraction(b, p + 2, to), to);
    if (offset == Integer.MIN_VALUE) {
      return NONE;
    }
    return days(year, month, day) * 86_400 + hour * 3600L + minute * 60L + second - offset;
  }

  private static int fraction(byte[] b, int at, int to) {
    if (at >= to || b[at] != '.') {
      return at;
    }
    int p = at + 1;
    while (p < to && b[p] >= '0' && b[p] <= '9') {
      p++;
    }
    return p > at + 1 ? p : at;
  }

  /** Seconds east of UTC; {@link Integer#MIN_VALUE} if the text ends in no zone. */
  private static int offset(byte[] b, int at, int to) {
    int length = to - at;
    if (length == 0 || (length == 1 && b[at] == 'Z')) {
      return 0;
    }
    if ((length == 5 || (length == 6 && b[at + 3] == ':')) && (b[at] == '+' || b[at] == '-')) {
      int hours = digits(b, at + 1, 2);
      int minutes = digits(b, to - 2, 2);
      if (hours >= 0 && hours <= 18 && minutes >= 0 && minutes <= 59) {
        int seconds = hours * 3600 + minutes * 60;
        return b[at] == '-' ? -seconds : seconds;
      }
    }
    return Integer.MIN_VALUE;
  }

  private static int digits(byte[] b, int at, int count) {
    int n = 0;
    for (int p = at; p < at + count; p++) {
      int digit = b[p] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      n = n * 10 + digit;
    }
    return n;
  }

  /** Days since 1970-01-01: years begin in March, so that the leap day is the last of its year. */
  private static long days(int year, int month, int day) {
    long y = month <= 2 ? year - 1 : year;
    long m = (month + 9L) % 12;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468;
  }

  private static @Nullable Instant slow(byte[] b, int from, int to) {
    if (to - from > 64 || to - from < 15) {
      return null;
    }
    String text = new String(b, from, to - from, StandardCharsets.UTF_8);
    for (DateTimeFormatter format : ENGLISH) {
      try {
        return LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException notThisForm) {
        // The next one may fit.
      }
    }
    return null;
  }
}
