package dev.gatehouse.output.finding;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.StoryLine;
import dev.gatehouse.core.cases.Weight;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;

/** {@code jsonl} of cases: one JSON object a line; the keys are a contract. */
public final class CaseJson implements FindingWriter {
  @Override
  public void write(Detected detected, PrintWriter out) {
    for (Case told : detected.cases()) {
      out.println(JsonWriter.asciiLine(json -> write(json, told)));
    }
  }

  private static void write(JsonGenerator json, Case told) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", told.id());
    json.writeNumberField("revision", told.revision());
    json.writeStringField("title", told.title());
    json.writeStringField("severity", told.severity().word());
    json.writeStringField("confidence", told.confidence().word());
    json.writeNumberField("chance", Math.round(told.chance() * 1000) / 1000.0);
    if (told.lookWithin() != null) {
      json.writeNumberField("lookWithinMinutes", told.lookWithin().toMinutes());
    }
    JsonWriter.strings(json, "origins", told.origins());
    JsonWriter.strings(json, "accounts", told.accounts());
    json.writeStringField("start", told.start().toString());
    json.writeStringField("end", told.end().toString());
    json.writeStringField("raised", told.raised().toString());
    JsonWriter.strings(json, "findings", told.findings());
    json.writeNumberField("findingCount", told.findingCount());
    JsonWriter.strings(json, "suppressed", told.suppressed());
    JsonWriter.strings(json, "evidence", told.evidence());
    json.writeArrayFieldStart("story");
    for (StoryLine line : told.story()) {
      json.writeStartObject();
      json.writeStringField("time", line.time().toString());
      json.writeStringField("text", line.text());
      json.writeStringField("eventID", line.eventId());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("attack");
    for (Attack attack : told.attack()) {
      json.writeStartObject();
      json.writeStringField("technique", attack.technique());
      json.writeStringField("version", attack.version());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonWriter.strings(json, "reached", told.reached());
    JsonWriter.strings(json, "checkFirst", told.checkFirst());
    json.writeArrayFieldStart("weights");
    for (Weight weight : told.weights()) {
      json.writeStartObject();
      json.writeStringField("id", weight.id());
      json.writeStringField("family", weight.category().words());
      json.writeNumberField("chance", Math.round(weight.chance() * 1000) / 1000.0);
      JsonWriter.strings(json, "notes", weight.notes());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonWriter.optional(json, "mergedInto", told.mergedInto());
    json.writeEndObject();
  }
}
