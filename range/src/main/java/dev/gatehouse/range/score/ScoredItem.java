package dev.gatehouse.range.score;

import static dev.gatehouse.range.score.Truth.text;

import dev.gatehouse.core.finding.Confidence;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finding or a case to be scored.
 *
 * @param detector {@code case} for a case
 * @param confidence low where the line says nothing of it
 * @param isMerged a case that another one took up: that one holds its findings
 * @param raised event time at which it was known
 * @param findings ids of what a case consists of; empty for a finding
 */
record ScoredItem(
    String id,
    String detector,
    boolean isCase,
    Confidence confidence,
    boolean isMerged,
    Instant raised,
    List<String> findings,
    List<String> evidence) {

  /**
   * Reads one line of findings or cases; null for one that was withdrawn.
   *
   * @throws IllegalArgumentException if the line lacks what has to be there
   */
  static @Nullable ScoredItem of(Map<String, @Nullable Object> line) {
    if ("withdrawn".equals(line.get("state"))) {
      return null;
    }
    boolean isCase = !line.containsKey("detector") && line.containsKey("findings");
    Object raised = line.containsKey("raised") ? line.get("raised") : line.get("start");
    if (raised == null) {
      throw new IllegalArgumentException("A finding has no `raised` and no `start`.");
    }
    try {
      return new ScoredItem(
          text(line, "id"),
          isCase ? "case" : text(line, "detector"),
          isCase,
          confidence(line.get("confidence")),
          isCase && line.get("mergedInto") != null,
          Instant.parse(String.valueOf(raised)),
          isCase ? texts(line.get("findings")) : List.of(),
          texts(line.get("evidence")));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "`" + raised + "` is not a time: write it as 2026-03-02T10:00:00Z.", e);
    }
  }

  private static List<String> texts(@Nullable Object list) {
    return list instanceof List<?> items ? items.stream().map(String::valueOf).toList() : List.of();
  }

  private static Confidence confidence(@Nullable Object word) {
    for (Confidence confidence : Confidence.values()) {
      if (confidence.word().equals(word)) {
        return confidence;
      }
    }
    return Confidence.LOW;
  }

  /** The same, known at another time. */
  ScoredItem at(Instant time) {
    return new ScoredItem(id, detector, isCase, confidence, isMerged, time, findings, evidence);
  }

  boolean isHigh() {
    return confidence == Confidence.HIGH;
  }
}
