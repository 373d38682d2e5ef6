package dev.gatehouse.output.estate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.estate.posture.Migration;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;

/** What becomes of a user, as JSON. */
public final class MigrationJson {
  private MigrationJson() {}

  public static String line(Migration.Plan plan) {
    return JsonWriter.asciiLine(json -> write(json, plan));
  }

  private static void write(JsonGenerator json, Migration.Plan plan) throws IOException {
    json.writeStartObject();
    json.writeStringField("account", plan.account());
    json.writeStringField("user", plan.user());
    json.writeStringField("kind", plan.kind());
    json.writeStringField("becomes", plan.becomes());
    json.writeBooleanField("privileged", plan.privileged());
    JsonWriter.strings(json, "why", plan.why());
    JsonWriter.optional(json, "trust", plan.trust());
    JsonWriter.strings(json, "grants", plan.grants());
    JsonWriter.optional(json, "used", plan.used());
    JsonWriter.strings(json, "steps", plan.steps());
    json.writeEndObject();
  }
}
