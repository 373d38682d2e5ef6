package dev.gatehouse.range.score;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.range.score.Scorecard.LineageScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds lineage lines against truth/lineage.jsonl. */
final class LineageScorer {
  private long right;
  private long rightlyUnresolved;
  private long unresolved;
  private long wrong;

  private LineageScorer() {}

  static LineageScore score(Path truthFile, Path foundFile) throws IOException {
    Map<String, Map<String, @Nullable Object>> truth = ways(truthFile);
    LineageScorer scorer = new LineageScorer();
    Truth.lines(
        foundFile,
        line -> {
          Map<String, @Nullable Object> way = truth.remove(Truth.text(line, "eventID"));
          if (way != null) {
            scorer.compare(way, line);
          }
        });
    return new LineageScore(
        scorer.right, scorer.rightlyUnresolved, scorer.unresolved, scorer.wrong, truth.size());
  }

  /** The way of each event; events of one credential share one. */
  private static Map<String, Map<String, @Nullable Object>> ways(Path file) throws IOException {
    Map<String, Map<String, @Nullable Object>> byTail = new HashMap<>();
    Map<String, Map<String, @Nullable Object>> byEvent = new HashMap<>();
    try (Stream<String> lines = Files.lines(file)) {
      lines.forEach(
          line -> {
            int tail = line.indexOf(",\"origin\"");
            String id = Json.text(line, "eventID");
            if (tail < 0 || id == null) {
              throw new IllegalArgumentException(
                  "A line of `" + file + "` is not lineage as the range writes it.");
            }
            byEvent.put(
                id,
                byTail.computeIfAbsent(line.substring(tail + 1), text -> Json.object("{" + text)));
          });
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("There is no file `" + file + "`.", e);
    }
    return byEvent;
  }

  private void compare(Map<String, @Nullable Object> truth, Map<String, @Nullable Object> found) {
    boolean origin =
        same(truth.get("origin"), found.get("origin"))
            || (truth.get("aliases") instanceof List<?> names
                && names.contains(found.get("origin")));
    boolean givenUp = "unknown".equals(found.get("originType"));
    boolean gap = found.get("gaps") instanceof List<?> gaps && !gaps.isEmpty();
    boolean whole =
        origin
            && same(truth.get("depth"), found.get("depth"))
            && sameHops(truth.get("hops"), found.get("hops"));
    if (Boolean.TRUE.equals(truth.get("resolvable"))) {
      if (whole) {
        right++;
      } else if (givenUp || (origin && gap)) {
        unresolved++;
      } else {
        wrong++;
      }
    } else if (origin || (givenUp && gap)) {
      rightlyUnresolved++;
    } else {
      wrong++;
    }
  }

  private static boolean sameHops(@Nullable Object truth, @Nullable Object found) {
    if (!(truth instanceof List<?> expected)
        || !(found instanceof List<?> actual)
        || expected.size() != actual.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!(expected.get(i) instanceof Map<?, ?> one)
          || !(actual.get(i) instanceof Map<?, ?> other)
          || !sameHop(one, other)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A hop may cite either copy of the issuing record; a key that no record shows may be left out.
   */
  private static boolean sameHop(Map<?, ?> truth, Map<?, ?> found) {
    Object issuedBy = truth.get("issuedBy");
    boolean cited =
        issuedBy == null
            || issuedBy.equals(found.get("issuedBy"))
            || (truth.get("copy") != null && truth.get("copy").equals(found.get("issuedBy")));
    Object key = truth.get("accessKeyId");
    boolean sameKey =
        key == null || found.get("accessKeyId") == null || key.equals(found.get("accessKeyId"));
    return cited && sameKey && same(truth.get("roleArn"), found.get("roleArn"));
  }

  private static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Number number && other instanceof Number another) {
      return number.longValue() == another.longValue();
    }
    return one != null && one.equals(other);
  }
}
