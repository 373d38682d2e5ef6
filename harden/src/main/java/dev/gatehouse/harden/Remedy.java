package dev.gatehouse.harden;

import dev.gatehouse.policy.json.JsonWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The condition to add to a statement so that it meets a point.
 *
 * @param conditions values by operator and key, as in a policy's Condition element
 * @param complete whether it can be added as it is; otherwise a value in capitals stands for one
 *     that only its owner knows, or no page of AWS promises that callers have the key
 */
public record Remedy(Map<String, Map<String, List<String>>> conditions, boolean complete) {
  public Remedy {
    Map<String, Map<String, List<String>>> copy = new LinkedHashMap<>();
    conditions.forEach(
        (operator, keys) ->
            copy.put(operator, Collections.unmodifiableMap(new LinkedHashMap<>(keys))));
    conditions = Collections.unmodifiableMap(copy);
  }

  static Remedy of(String operator, String key, String... values) {
    return new Remedy(Map.of(operator, Map.of(key, List.of(values))), true);
  }

  static Remedy toFillIn(String operator, String key, String... values) {
    return new Remedy(Map.of(operator, Map.of(key, List.of(values))), false);
  }

  /** The same where nobody promises that callers have the key. */
  Remedy toTry() {
    return new Remedy(conditions, false);
  }

  /** Both conditions. */
  Remedy and(Remedy other) {
    Map<String, Map<String, List<String>>> both = new LinkedHashMap<>(conditions);
    other.conditions.forEach(
        (operator, keys) -> {
          Map<String, List<String>> merged =
              new LinkedHashMap<>(both.getOrDefault(operator, Map.of()));
          keys.forEach(
              (key, values) ->
                  merged.merge(
                      key,
                      values,
                      (one, two) -> {
                        List<String> all = new ArrayList<>(one);
                        two.stream().filter(value -> !all.contains(value)).forEach(all::add);
                        return all;
                      }));
          both.put(operator, merged);
        });
    return new Remedy(both, complete && other.complete);
  }

  /** The Condition element as JSON on one line. */
  public String json() {
    return JsonWriter.line(
        json -> {
          json.writeStartObject();
          for (Map.Entry<String, Map<String, List<String>>> operator : conditions.entrySet()) {
            json.writeObjectFieldStart(operator.getKey());
            for (Map.Entry<String, List<String>> key : operator.getValue().entrySet()) {
              if (key.getValue().size() == 1) {
                json.writeStringField(key.getKey(), key.getValue().get(0));
              } else {
                json.writeArrayFieldStart(key.getKey());
                for (String value : key.getValue()) {
                  json.writeString(value);
                }
                json.writeEndArray();
              }
            }
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }
}
