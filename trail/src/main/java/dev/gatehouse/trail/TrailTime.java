package dev.gatehouse.trail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which records write a time: {@code 2026-03-01T12:00:00Z}, with fractions or an
 * offset, basic {@code 20260301T120000Z}, and English {@code Mar 1, 2026, 12:00:00 PM} with or
 * without the comma after the year.
 */
public final class TrailTime {
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  /**
   * {@code Nov 1, 2026 7:05:00 PM}; newer JDKs write a comma behind the year, and a narrow no-break
   * space before PM. Every issued credential has one, so it is not left to a formatter.
   */
  private static final Pattern ENGLISH =
      Pattern.compile(
          "([A-Z][a-z]{2}) (\\d{1,2}), (\\d{4}),? (\\d{1,2}):(\\d{2}):(\\d{2})[ \u202f]([AP]M)");

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private TrailTime() {}

  /** The instant, or null if the text is no such time. */
  public static @Nullable Instant parse(String text) {
    try {
      if (text.isEmpty()) {
        return null;
      }
      char first = text.charAt(0);
      if (first < '0' || first > '9') {
        return english(text);
      }
      if (text.length() == 16 && text.charAt(8) == 'T') {
        return LocalDateTime.parse(text, BASIC).toInstant(ZoneOffset.UTC);
      }
      return text.endsWith("Z")
          ? Instant.parse(text)
          : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    } catch (DateTimeException notATime) {
      return null;
    }
  }

  private static @Nullable Instant english(String text) {
    Matcher parts = ENGLISH.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    int month = MONTHS.indexOf(parts.group(1));
    int hour = Integer.parseInt(parts.group(4));
    if (month < 0 || hour < 1 || hour > 12) {
      return null;
    }
    return LocalDateTime.of(
            Integer.parseInt(parts.group(3)),
            month + 1,
            Integer.parseInt(parts.group(2)),
            hour % 12 + (parts.group(7).equals("PM") ? 12 : 0),
            Integer.parseInt(parts.group(5)),
            Integer.parseInt(parts.group(6)))
        .toInstant(ZoneOffset.UTC);
  }
}
