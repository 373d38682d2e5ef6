package dev.gatehouse.output.harden;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.harden.history.ObservedCalls;
import dev.gatehouse.harden.proof.RolloutCheck;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How the policy of a certificate fares, as one line of JSON. docs/harden.md names the keys. */
public final class RolloutJson {
  private RolloutJson() {}

  /** The line for the role of a certificate, whose ARN is {@code role}. */
  public static String line(String role, RolloutCheck.Result result) {
    return JsonWriter.asciiLine(
        json -> {
          json.writeStartObject();
          json.writeStringField("role", role);
          json.writeStringField("state", result.state().words());
          if (result.applied() != null) {
            json.writeStringField("applied", result.applied().time().toString());
            json.writeStringField("appliedBy", String.valueOf(result.appliedBy()));
            json.writeStringField("eventID", result.applied().eventId());
          }
          counts(json, "came", result.came());
          counts(json, "refused", result.refused());
          JsonWriter.strings(json, "notYet", List.copyOf(result.missing()));
          JsonWriter.strings(
              json,
              "records",
              result.refusals().stream().map(ObservedCalls.Evidence::eventId).toList());
          json.writeEndObject();
        });
  }

  private static void counts(JsonGenerator json, String name, Map<String, Long> byCaller)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Long> caller : byCaller.entrySet()) {
      json.writeNumberField(caller.getKey(), caller.getValue());
    }
    json.writeEndObject();
  }
}
