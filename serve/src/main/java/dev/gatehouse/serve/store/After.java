package dev.gatehouse.serve.store;

import java.time.Instant;
import java.util.Optional;

/** A place in a list ordered by time, the last first, then by id. */
public record After(Instant time, String id) {
  /** As it stands in an answer and is sent back. */
  public String text() {
    return time + "~" + id;
  }

  /** The place that {@link #text} wrote; empty for anything else. */
  public static Optional<After> parse(String text) {
    int end = text.indexOf('~');
    try {
      return end < 0
          ? Optional.empty()
          : Optional.of(new After(Instant.parse(text.substring(0, end)), text.substring(end + 1)));
    } catch (java.time.format.DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
