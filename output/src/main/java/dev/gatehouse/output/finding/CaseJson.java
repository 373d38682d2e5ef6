package dev.gatehouse.output.finding;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.RelatedCases;
import dev.gatehouse.core.cases.TimelineEntry;
import dev.gatehouse.core.cases.Weight;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** {@code jsonl} of cases: one JSON object a line; the keys are a contract. */
public final class CaseJson implements FindingWriter {
  @Override
  public void write(Detected detected, PrintWriter out) {
    RelatedCases related =
        new RelatedCases(detected.firstCases(BuildCases.WORST_FIRST, RelatedCases.CASES_MAX));
    for (Case told : detected.cases()) {
      out.println(line(detected, told, related));
    }
  }

  /** The line of one case. */
  public static String line(Detected detected, Case told, RelatedCases related) {
    return JsonWriter.asciiLine(
        json -> write(json, told, related.of(told), detected.tally().end(), detected.madeWith()));
  }

  /**
   * Writes one case as an object.
   *
   * @param related other cases with which it has something in common
   * @param asOf the moment for which it is told what still works
   * @param madeWith estate and settings of the run
   */
  public static void write(
      JsonGenerator json, Case told, RelatedCases.Found related, Instant asOf, MadeWith madeWith)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", told.id());
    json.writeStringField("shortId", told.shortId());
    json.writeNumberField("revision", told.revision());
    json.writeStringField("title", told.title());
    json.writeStringField("shortTitle", told.shortTitle());
    json.writeStringField("severity", told.severity().word());
    json.writeStringField("confidence", told.confidence().word());
    json.writeNumberField("chance", onScale(told.chance()));
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
    timeline(json, told.story());
    attack(json, told.attack());
    JsonWriter.strings(json, "reached", told.reached());
    JsonWriter.strings(json, "checkFirst", told.checkFirst());
    weights(json, told.weights());
    DetailsJson.write(json, told.details(), asOf);
    related(json, related);
    JsonWriter.optional(json, "mergedInto", told.mergedInto());
    madeWith.write(json);
    json.writeEndObject();
  }

  /** Never all of the scale: nothing is certain. */
  private static double onScale(double chance) {
    return Math.min(Math.round(chance * 1000), 999) / 1000.0;
  }

  private static void timeline(JsonGenerator json, List<TimelineEntry> timeline)
      throws IOException {
    json.writeArrayFieldStart("story");
    for (TimelineEntry entry : timeline) {
      json.writeStartObject();
      json.writeStringField("time", entry.time().toString());
      json.writeStringField("text", entry.text());
      json.writeStringField("eventID", entry.eventId());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void attack(JsonGenerator json, List<Attack> attacks) throws IOException {
    json.writeArrayFieldStart("attack");
    for (Attack attack : attacks) {
      json.writeStartObject();
      json.writeStringField("technique", attack.technique());
      json.writeStringField("version", attack.version());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void weights(JsonGenerator json, List<Weight> weights) throws IOException {
    json.writeArrayFieldStart("weights");
    for (Weight weight : weights) {
      json.writeStartObject();
      json.writeStringField("id", weight.id());
      json.writeStringField("family", weight.category().words());
      json.writeNumberField("chance", onScale(weight.chance()));
      JsonWriter.strings(json, "notes", weight.notes());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void related(JsonGenerator json, RelatedCases.Found related) throws IOException {
    json.writeArrayFieldStart("relatedCases");
    for (RelatedCases.Related one : related.cases()) {
      json.writeStartObject();
      json.writeStringField("id", one.other().id());
      json.writeStringField("shortId", one.other().shortId());
      json.writeStringField("title", one.other().shortTitle());
      json.writeStringField("start", one.other().start().toString());
      JsonWriter.strings(json, "by", one.by().stream().map(RelatedCases.Tie::word).toList());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("relatedCaseCount", related.count());
  }
}
