package dev.gatehouse.harden.proof;

import dev.gatehouse.harden.ChecklistPoint;
import dev.gatehouse.policy.json.JsonWriter;
import java.util.List;

/**
 * A condition to try.
 *
 * @param values at least one
 */
record Candidate(ChecklistPoint point, String operator, String key, List<String> values) {
  Candidate {
    values = List.copyOf(values);
  }

  /** As in a policy's Condition element. */
  String json() {
    return JsonWriter.line(
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart(operator);
          if (values.size() == 1) {
            json.writeStringField(key, values.get(0));
          } else {
            json.writeArrayFieldStart(key);
            for (String value : values) {
              json.writeString(value);
            }
            json.writeEndArray();
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }
}
