package dev.gatehouse.trail.form;

import dev.gatehouse.policy.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of query results that are lists of cells: {@code [{"field":"eventName","value":"…"},…]} of
 * Logs Insights, {@code [{"eventName":"…"},…]} of CloudTrail Lake.
 */
public final class Rows {
  private Rows() {}

  /** The fields of one row by name; empty if it has none. */
  public static Map<String, Object> fields(String json) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (!(Json.object("{\"row\":" + json + "}").get("row") instanceof List<?> cells)) {
      return fields;
    }
    for (Object cell : cells) {
      if (!(cell instanceof Map<?, ?> map)) {
        continue;
      }
      if (map.get("field") instanceof String name && map.containsKey("value")) {
        Object value = map.get("value");
        if (value != null) {
          fields.put(name, value);
        }
      } else {
        map.forEach(
            (name, value) -> {
              if (name instanceof String text && value != null) {
                fields.put(text, value);
              }
            });
      }
    }
    return fields;
  }
}
