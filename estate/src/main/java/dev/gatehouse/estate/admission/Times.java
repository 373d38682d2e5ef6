package dev.gatehouse.estate.admission;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times that a request can have. */
final class Times {
  private Times() {}

  /** Now and later. */
  static Domain from(Instant now) {
    return Domain.where(
        text -> {
          Instant time = parse(text);
          return time != null && !time.isBefore(now);
        },
        now.toString(),
        now.plus(3650, ChronoUnit.DAYS).toString());
  }

  /** Reads RFC 3339, a day, or seconds since 1970; null for other text. */
  static @Nullable Instant parse(String text) {
    try {
      if (text.matches("[0-9]{5,12}")) {
        return Instant.ofEpochSecond(Long.parseLong(text));
      }
      return OffsetDateTime.parse(text.length() == 10 ? text + "T00:00:00Z" : text).toInstant();
    } catch (DateTimeException noTime) {
      return null;
    }
  }
}
