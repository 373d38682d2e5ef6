package dev.gatehouse.estate.inventory;

import dev.gatehouse.trail.JsonOut;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an object that was read from JSON as JSON again. */
final class JsonDocument {
  private JsonDocument() {}

  /** Null when a value has no plain form, such as a number of hundreds of digits. */
  static @Nullable String of(Map<?, ?> map) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    map.forEach((key, value) -> members.put(String.valueOf(key), value));
    try {
      return JsonOut.text(members);
    } catch (IllegalArgumentException noPlainForm) {
      return null;
    }
  }
}
