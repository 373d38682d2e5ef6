package dev.gatehouse.cli.finding;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.cli.json.LineageJson;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.Detected;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.Why;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;

/** {@code jsonl}: one JSON object a line; the keys are a contract. */
final class FindingJson implements FindingFormat {
  @Override
  public void print(Detected detected, Terminal terminal) {
    for (FindingState state : detected.findings()) {
      terminal
          .out()
          .println(JsonWriter.asciiLine(json -> write(json, state, detected.isShadow(state))));
    }
  }

  private static void write(JsonGenerator json, FindingState state, boolean shadow)
      throws IOException {
    Finding finding = state.finding();
    json.writeStartObject();
    json.writeStringField("id", finding.id());
    json.writeNumberField("revision", state.revision());
    json.writeStringField("state", state.state().word());
    if (shadow) {
      json.writeBooleanField("shadow", true);
    }
    json.writeStringField("detector", finding.detector());
    json.writeStringField("title", finding.title());
    json.writeStringField("severity", finding.severity().word());
    json.writeStringField("confidence", finding.confidence().word());
    json.writeNumberField("score", finding.score());
    json.writeStringField("identity", finding.identity());
    json.writeStringField("origin", finding.origin());
    json.writeStringField("originType", finding.lineage().originType().word());
    json.writeStringField("account", finding.account());
    json.writeStringField("start", finding.start().toString());
    json.writeStringField("end", finding.end().toString());
    json.writeStringField("raised", finding.raised().toString());
    JsonWriter.strings(json, "evidence", finding.evidence());
    json.writeNumberField("evidenceCount", finding.evidenceCount());
    json.writeNumberField("depth", finding.lineage().depth());
    json.writeArrayFieldStart("lineage");
    for (var hop : finding.lineage().hops()) {
      LineageJson.hop(json, hop);
    }
    json.writeEndArray();
    LineageJson.gaps(json, finding.lineage());
    LineageJson.causes(json, finding.lineage());
    json.writeArrayFieldStart("why");
    for (Why why : finding.why()) {
      json.writeStartObject();
      json.writeStringField("what", why.what());
      json.writeStringField("observed", why.observed());
      json.writeStringField("expected", why.expected());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("attack");
    for (Attack attack : finding.attack()) {
      json.writeStartObject();
      json.writeStringField("technique", attack.technique());
      json.writeStringField("version", attack.version());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
