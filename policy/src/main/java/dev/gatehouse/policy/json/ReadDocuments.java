package dev.gatehouse.policy.json;

import dev.gatehouse.policy.memo.Memo;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers of {@link Json} for documents that many ask: the parameters of one call are looked at
 * by a dozen detections, and read once. Only small documents are remembered, at most {@value
 * #SLOTS}.
 */
public final class ReadDocuments {
  private static final int SLOTS = 2048;
  private static final int CHARACTERS_MAX = 4096;

  /**
   * A document that was read.
   *
   * @param members those of the object that it is, not to be changed; empty for anything else
   * @param isPlain whether its members answer as the text does: it is one whole object, in which no
   *     name stands twice
   */
  private record Read(Map<String, @Nullable Object> members, boolean isPlain) {}

  private static final Memo<Read> LATELY = new Memo<>(SLOTS, CHARACTERS_MAX, ReadDocuments::read);

  private ReadDocuments() {}

  @SuppressWarnings("unchecked") // names of members are texts
  private static Read read(String json) {
    try {
      return Json.treeOfDistinctNames(json) instanceof Map<?, ?> members
          ? new Read(Collections.unmodifiableMap((Map<String, @Nullable Object>) members), true)
          : new Read(Map.of(), false);
    } catch (IllegalArgumentException notPlain) {
      return new Read(Collections.unmodifiableMap(Json.object(json)), false);
    }
  }

  /** {@link Json#object(String)}, not to be changed. */
  public static Map<String, @Nullable Object> object(@Nullable String json) {
    return json == null ? Map.of() : LATELY.of(json).members;
  }

  /** {@link Json#text(String, String...)}. */
  public static @Nullable String text(@Nullable String json, String... path) {
    if (json == null) {
      return null;
    }
    Read read = LATELY.of(json);
    if (!read.isPlain) {
      return Json.text(json, path);
    }
    Object value = read.members;
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    if (value instanceof String text) {
      return text.isEmpty() ? null : text;
    }
    if (value instanceof Number) {
      return Json.text(json, path); // as it is written: 1.50, -0
    }
    return value instanceof Boolean ? value.toString() : null;
  }
}
