package dev.gatehouse.output.estate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.estate.graph.WhoCan;
import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.policy.decision.DecidingStatement;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Who can make a call, as JSON Lines: a line each, then a line for each cut. */
public final class WhoCanJson {
  private WhoCanJson() {}

  public static List<String> lines(WhoCan who) {
    List<String> lines = new ArrayList<>();
    who.holders().forEach(each -> lines.add(JsonWriter.asciiLine(json -> write(json, each))));
    who.cuts().forEach(each -> lines.add(JsonWriter.asciiLine(json -> write(json, each))));
    return lines;
  }

  private static void write(JsonGenerator json, WhoCan.Holder holder) throws IOException {
    json.writeStartObject();
    json.writeStringField("node", holder.node().id());
    json.writeStringField("nodeKind", NodeLabel.kind(holder.node()));
    json.writeStringField("verdict", holder.verdict().word());
    json.writeNumberField("steps", holder.path().size());
    json.writeStringField("by", holder.last().id());
    GraphJson.conditions(json, holder.conditions());
    JsonWriter.strings(
        json,
        "because",
        holder.call().because().stream().map(DecidingStatement::toString).toList());
    json.writeArrayFieldStart("path");
    for (Edge edge : holder.path()) {
      GraphJson.write(json, edge);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, WhoCan.Cut cut) throws IOException {
    json.writeStartObject();
    json.writeStringField("cut", cut.statement());
    json.writeStringField("whose", cut.whose().id());
    json.writeNumberField("stops", cut.stops());
    json.writeEndObject();
  }
}
