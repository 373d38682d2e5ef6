package dev.gatehouse.output.estate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.Requirement;
import dev.gatehouse.policy.decision.DecidingStatement;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.util.List;

/** An edge as JSON. */
public final class GraphJson {
  private GraphJson() {}

  public static String line(Edge edge) {
    return JsonWriter.asciiLine(json -> write(json, edge));
  }

  static void write(JsonGenerator json, Edge edge) throws IOException {
    json.writeStartObject();
    json.writeStringField("from", edge.from().id());
    json.writeStringField("to", edge.to().id());
    json.writeStringField("kind", edge.kind().word());
    json.writeStringField("verdict", edge.verdict().word());
    JsonWriter.strings(json, "calls", edge.calls());
    conditions(json, edge.conditions());
    JsonWriter.strings(json, "blockedBy", edge.blockedBy());
    JsonWriter.strings(
        json, "because", edge.because().stream().map(DecidingStatement::toString).toList());
    json.writeEndObject();
  }

  static void conditions(JsonGenerator json, List<Requirement> conditions) throws IOException {
    json.writeArrayFieldStart("conditions");
    for (Requirement condition : conditions) {
      json.writeStartObject();
      json.writeStringField("key", condition.key());
      json.writeStringField("text", condition.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
