package dev.gatehouse.policy.decision;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Statement;
import java.io.IOException;
import java.util.List;

/**
 * Writes a decision as one line of JSON: {@code {"id", "decision", "because": […], "blockers": […],
 * "unknown": […]}}. Keys that would be empty inside statements and blockers are left out.
 */
public final class DecisionJson {
  private DecisionJson() {}

  /**
   * One line of JSON for an answer.
   *
   * @param id how the answer is told from others
   */
  public static String line(String id, Decision decision) {
    return JsonWriter.line(json -> write(id, decision, json));
  }

  private static void write(String id, Decision decision, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id);
    json.writeStringField("decision", decision.outcome().word());
    statements("because", decision.because(), json);
    json.writeArrayFieldStart("blockers");
    for (Blocker blocker : decision.blockers()) {
      blocker(blocker, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("unknown");
    for (String key : decision.unknown()) {
      json.writeString(key);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void blocker(Blocker blocker, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("policyType", blocker.type().id());
    if (!blocker.level().isEmpty()) {
      json.writeStringField("level", blocker.level());
    }
    json.writeBooleanField("explicit", blocker.explicit());
    json.writeBooleanField("certain", blocker.certain());
    json.writeStringField("message", blocker.message());
    if (!blocker.statements().isEmpty()) {
      statements("statements", blocker.statements(), json);
    }
    json.writeEndObject();
  }

  private static void statements(
      String name, List<DecidingStatement> statements, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart(name);
    for (DecidingStatement each : statements) {
      Statement statement = each.statement();
      json.writeStartObject();
      json.writeStringField("policyType", each.type().id());
      if (!each.level().isEmpty()) {
        json.writeStringField("level", each.level());
      }
      json.writeStringField("policy", each.policy().name());
      json.writeNumberField("statement", statement.index() + 1);
      if (!statement.sid().isEmpty()) {
        json.writeStringField("sid", statement.sid());
      }
      if (statement.effect() != null) {
        json.writeStringField("effect", statement.effect().word());
      }
      json.writeNumberField("line", statement.line());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
