package dev.gatehouse.estate;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code changes.json}: change windows and deployments. */
final class ChangesFile {
  private ChangesFile() {}

  static boolean recognises(List<?> list) {
    return !list.isEmpty()
        && list.stream()
            .allMatch(
                e -> e instanceof Map<?, ?> m && m.containsKey("start") && m.containsKey("id"));
  }

  /** The changes; a malformed one is left out with a sentence. */
  static List<PlannedChange> read(List<?> list, String file, List<String> problems) {
    List<PlannedChange> changes = new ArrayList<>();
    for (Object entry : list) {
      if (entry instanceof Map<?, ?> map) {
        try {
          changes.add(change(map));
        } catch (IllegalArgumentException e) {
          problems.add(
              "`" + file + "`: change `" + map.get("id") + "` is left out: " + e.getMessage());
        }
      }
    }
    return changes;
  }

  private static PlannedChange change(Map<?, ?> map) {
    Instant start = time(map, "start");
    Instant end = time(map, "end");
    if (end.isBefore(start)) {
      throw new IllegalArgumentException("it ends before it starts.");
    }
    String id = String.valueOf(map.get("id"));
    Object title = map.get("title");
    return new PlannedChange(
        id,
        title == null ? id : title.toString(),
        start,
        end,
        texts(map.get("accounts")),
        texts(map.get("identities")),
        Boolean.TRUE.equals(map.get("approved")));
  }

  private static Instant time(Map<?, ?> map, String name) {
    Object value = map.get(name);
    try {
      return OffsetDateTime.parse(String.valueOf(value)).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "`" + name + "` must be a time like `2026-03-01T22:00:00Z`, not `" + value + "`.", e);
    }
  }

  private static Set<String> texts(@Nullable Object value) {
    Set<String> texts = new HashSet<>();
    if (value instanceof List<?> list) {
      for (Object entry : list) {
        texts.add(String.valueOf(entry));
      }
    }
    return texts;
  }
}
