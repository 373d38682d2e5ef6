package dev.gatehouse.core.trail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which records write a time: {@code 2026-03-01T12:00:00Z}, with fractions or an
 * offset, basic {@code 20260301T120000Z}, and English {@code Mar 1, 2026, 12:00:00 PM} with or
 * without the comma after the year.
 */
public final class TrailTime {
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final DateTimeFormatter ENGLISH =
      DateTimeFormatter.ofPattern("MMM d, uuuu h:mm:ss a", Locale.ENGLISH);

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

  private static Instant english(String text) {
    // Newer JDKs write a narrow no-break space before AM; records have a plain one.
    String plain = text.replace('\u202f', ' ').replaceFirst("(\\d{4}),", "$1");
    return LocalDateTime.parse(plain, ENGLISH).toInstant(ZoneOffset.UTC);
  }
}
