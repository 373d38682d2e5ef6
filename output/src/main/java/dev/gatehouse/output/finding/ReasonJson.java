package dev.gatehouse.output.finding;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingText;
import dev.gatehouse.core.finding.Past;
import dev.gatehouse.core.finding.PeerCount;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.ReasonText;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The reasons of a finding: in words, and as the numbers that the words are made of. */
final class ReasonJson {
  private ReasonJson() {}

  static void write(JsonGenerator json, Finding finding, FindingText words) throws IOException {
    json.writeArrayFieldStart("why");
    for (Reason reason : finding.why()) {
      write(json, reason, words.reason(reason));
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Reason reason, ReasonText text) throws IOException {
    json.writeStartObject();
    json.writeStringField("measure", reason.measure().name());
    json.writeStringField("what", text.what());
    json.writeStringField("observed", text.observed());
    json.writeStringField("expected", text.expected());
    if (!text.background().isEmpty()) {
      json.writeStringField("background", text.background());
    }
    if (!reason.of().isEmpty()) {
      json.writeStringField("of", reason.of());
    }
    Quantity observed = reason.observed();
    Quantity expected = reason.expected();
    json.writeStringField("unit", observed.unit().word());
    if (observed.isNumber()) {
      json.writeNumberField("observedValue", observed.low());
    }
    values(json, "observedValues", observed);
    number(json, "expectedLow", expected.low());
    number(json, "expectedHigh", expected.high());
    values(json, "expectedValues", expected);
    number(json, "bits", reason.bits());
    past(json, reason.past());
    peers(json, reason.peers());
    json.writeEndObject();
  }

  private static void values(JsonGenerator json, String name, Quantity quantity)
      throws IOException {
    if (!quantity.values().isEmpty()) {
      JsonWriter.strings(json, name, quantity.values());
    }
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    }
  }

  private static void past(JsonGenerator json, @Nullable Past past) throws IOException {
    if (past == null) {
      return;
    }
    json.writeObjectFieldStart("history");
    json.writeNumberField("days", past.days());
    if (past.firstSeen() != null) {
      json.writeStringField("firstSeen", past.firstSeen().toString());
    }
    number(json, "daily7", past.daily7());
    number(json, "daily30", past.daily30());
    json.writeEndObject();
  }

  private static void peers(JsonGenerator json, @Nullable PeerCount peers) throws IOException {
    if (peers == null) {
      return;
    }
    json.writeObjectFieldStart("peers");
    json.writeStringField("group", peers.group());
    json.writeNumberField("have", peers.have());
    json.writeNumberField("of", peers.of());
    json.writeNumberField("organizationHave", peers.organizationHave());
    json.writeNumberField("organizationOf", peers.organizationOf());
    json.writeNumberField("organizationSameDay", peers.organizationSameDay());
    json.writeEndObject();
  }
}
