package dev.gatehouse.output.finding;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.FindingText;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.estate.Suppression;
import dev.gatehouse.output.lineage.LineageJson;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** {@code jsonl}: one JSON object a line; the keys are a contract. */
public final class FindingJson implements FindingWriter {
  @Override
  public void write(Detected detected, PrintWriter out) {
    for (FindingState state : detected.findings()) {
      out.println(line(detected, state));
    }
  }

  /** The line of one finding. */
  public static String line(Detected detected, FindingState state) {
    return JsonWriter.asciiLine(
        json ->
            write(
                json,
                state,
                detected.isShadow(state),
                detected.suppression(state),
                detected.names(),
                detected.madeWith()));
  }

  /**
   * Writes one finding as an object.
   *
   * @param shadow whether it counts for nothing
   * @param suppression what covers it
   * @param madeWith estate and settings of the run
   */
  public static void write(
      JsonGenerator json,
      FindingState state,
      boolean shadow,
      Optional<Suppression> suppression,
      Names names,
      MadeWith madeWith)
      throws IOException {
    Finding finding = state.finding();
    FindingText words = new FindingText(names);
    json.writeStartObject();
    json.writeStringField("id", finding.id());
    json.writeNumberField("revision", state.revision());
    json.writeStringField("state", state.state().word());
    if (shadow) {
      json.writeBooleanField("shadow", true);
    }
    if (suppression.isPresent()) {
      json.writeObjectFieldStart("suppressed");
      json.writeStringField("approvedBy", suppression.get().approvedBy());
      json.writeStringField("why", suppression.get().why());
      json.writeStringField("until", suppression.get().until().toString());
      json.writeEndObject();
    }
    json.writeStringField("detector", finding.detector());
    json.writeStringField("category", finding.category().word());
    json.writeStringField("title", words.title(finding));
    json.writeStringField("severity", finding.severity().word());
    json.writeStringField("confidence", finding.confidence().word());
    json.writeNumberField("score", finding.score());
    json.writeStringField("identity", finding.identity());
    json.writeStringField("origin", finding.origin());
    json.writeStringField("originType", finding.lineage().originType().word());
    json.writeStringField("account", finding.account());
    json.writeStringField("identityName", names.identity(finding.identity()));
    json.writeStringField("originName", names.identity(finding.origin()));
    json.writeStringField("accountName", names.account(finding.account()));
    json.writeStringField("start", finding.start().toString());
    json.writeStringField("end", finding.end().toString());
    json.writeStringField("raised", finding.raised().toString());
    JsonWriter.strings(json, "evidence", finding.evidence());
    json.writeNumberField("evidenceCount", finding.evidenceCount());
    json.writeNumberField("depth", finding.lineage().depth());
    json.writeArrayFieldStart("lineage");
    for (var hop : finding.lineage().hops()) {
      LineageJson.hop(json, hop, names);
    }
    json.writeEndArray();
    JsonWriter.optional(json, "longTermKey", finding.lineage().longTermKey());
    JsonWriter.optional(json, "usedFrom", finding.lineage().usedFrom());
    LineageJson.gaps(json, finding.lineage());
    LineageJson.causes(json, finding.lineage());
    ReasonJson.write(json, finding, words);
    json.writeArrayFieldStart("attack");
    for (Attack attack : finding.attack()) {
      json.writeStartObject();
      json.writeStringField("technique", attack.technique());
      json.writeStringField("version", attack.version());
      json.writeEndObject();
    }
    json.writeEndArray();
    madeWith.write(json);
    json.writeEndObject();
  }
}
