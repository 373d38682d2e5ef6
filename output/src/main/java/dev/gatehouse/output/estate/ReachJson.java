package dev.gatehouse.output.estate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.estate.graph.Reach.Reached;
import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.util.List;

/** A reach as JSON Lines: a line a node, the worst first. */
public final class ReachJson {
  private ReachJson() {}

  public static String line(ReachView.Row row, ReachView view) {
    return JsonWriter.asciiLine(json -> write(json, row, view));
  }

  private static void write(JsonGenerator json, ReachView.Row row, ReachView view)
      throws IOException {
    Reached reached = row.reached();
    json.writeStartObject();
    json.writeStringField("node", reached.node().id());
    json.writeStringField("nodeKind", NodeLabel.kind(reached.node()));
    JsonWriter.optional(
        json, "account", reached.node().account().isEmpty() ? null : reached.node().account());
    json.writeStringField("verdict", reached.verdict().word());
    json.writeNumberField("steps", reached.path().size());
    JsonWriter.strings(
        json, "privileges", reached.privileges().stream().map(NodeLabel::word).toList());
    GraphJson.conditions(json, reached.conditions());
    json.writeArrayFieldStart("path");
    for (Edge edge : reached.path()) {
      GraphJson.write(json, edge);
    }
    json.writeEndArray();
    if (view.hasTrail()) {
      used(json, row);
    }
    json.writeEndObject();
  }

  private static void used(JsonGenerator json, ReachView.Row row) throws IOException {
    TrailUse.Use use = row.use();
    if (use == null) {
      json.writeNullField("used");
    } else {
      json.writeObjectFieldStart("used");
      json.writeNumberField("times", use.times());
      json.writeStringField("last", use.last().toString());
      json.writeStringField("eventID", use.eventId());
      json.writeEndObject();
    }
    json.writeBooleanField("live", row.live());
  }

  /** All lines. */
  public static List<String> lines(ReachView view) {
    return view.rows().stream().map(row -> line(row, view)).toList();
  }
}
