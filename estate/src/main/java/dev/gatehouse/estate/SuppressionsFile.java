package dev.gatehouse.estate;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code suppressions.yaml}: {@code suppressions: [{detector?, identity?, account?, approvedBy,
 * why, until}]}, at least one of the first two.
 */
final class SuppressionsFile {
  private SuppressionsFile() {}

  static boolean recognises(Map<?, ?> map) {
    return map.get("suppressions") instanceof List;
  }

  /** The suppressions; one that is not whole does not hold, and a sentence says so. */
  static List<Suppression> read(Map<?, ?> map, String file, List<String> problems) {
    List<Suppression> suppressions = new ArrayList<>();
    int number = 0;
    List<?> entries = map.get("suppressions") instanceof List<?> list ? list : List.of();
    for (Object entry : entries) {
      number++;
      try {
        suppressions.add(suppression(entry));
      } catch (IllegalArgumentException e) {
        problems.add("`" + file + "`: suppression " + number + " does not hold: " + e.getMessage());
      }
    }
    return suppressions;
  }

  private static Suppression suppression(@Nullable Object entry) {
    if (!(entry instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("it is no mapping.");
    }
    return new Suppression(
        text(map, "detector"),
        text(map, "identity"),
        text(map, "account"),
        need(map, "approvedBy"),
        need(map, "why"),
        until(need(map, "until")));
  }

  private static Instant until(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notATime) {
      throw new IllegalArgumentException(
          "its `until`, `" + text + "`, is no RFC 3339 time such as 2026-06-30T00:00:00Z.",
          notATime);
    }
  }

  private static String need(Map<?, ?> map, String name) {
    String text = text(map, name);
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException("it has no `" + name + "`.");
    }
    return text;
  }

  private static @Nullable String text(Map<?, ?> map, String name) {
    Object value = map.get(name);
    return value == null ? null : value.toString();
  }
}
