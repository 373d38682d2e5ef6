package dev.gatehouse.cli.config;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time as a person writes it: RFC 3339, a date, or a span back from the newest record.
 */
public sealed interface Moment {
  /** A given time. */
  record At(Instant time) implements Moment {
    @Override
    public Instant given(Instant newest) {
      return time;
    }
  }

  /** A span back from the newest record. */
  record Back(Duration span) implements Moment {
    @Override
    public Instant given(Instant newest) {
      return newest.minus(span);
    }
  }

  /** The time meant, where the newest record is of {@code newest}. */
  Instant given(Instant newest);

  /**
   * Reads {@code 2026-01-31T00:00:00Z}, {@code 2026-01-31}, {@code 24h}, {@code 7d}.
   *
   * @throws IllegalArgumentException with one sentence
   */
  static Moment parse(String text) {
    Matcher span = SpanText.PATTERN.matcher(text);
    if (span.matches()) {
      return new Back(span(text));
    }
    if (!isTime(text)) {
      throw new IllegalArgumentException(
          "`" + text + "` is not a time; write for instance 2026-01-31T00:00:00Z, 24h or 7d.");
    }
    String whole = text.length() == 10 ? text + "T00:00:00Z" : text;
    return new At(OffsetDateTime.parse(whole).toInstant());
  }

  /**
   * Reads a span: a number and {@code s}, {@code m}, {@code h} or {@code d}.
   *
   * @throws IllegalArgumentException with one sentence
   */
  static Duration span(String text) {
    Matcher span = SpanText.PATTERN.matcher(text);
    if (!span.matches()) {
      throw new IllegalArgumentException(
          "`" + text + "` is not a span of time; write for instance 90m, 2h or 7d.");
    }
    long n = Long.parseLong(span.group(1));
    return switch (span.group(2)) {
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      default -> Duration.ofDays(n);
    };
  }

  /** Whether the text is a date, or a date and time with an offset. */
  static boolean isTime(String text) {
    try {
      OffsetDateTime.parse(text.length() == 10 ? text + "T00:00:00Z" : text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** The form of a span; a holder, since an interface has no private constants. */
  final class SpanText {
    static final Pattern PATTERN = Pattern.compile("([1-9][0-9]{0,8})([smhd])");

    private SpanText() {}
  }
}
