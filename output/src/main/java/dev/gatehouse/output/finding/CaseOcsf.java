package dev.gatehouse.output.finding;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.TimelineEntry;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingText;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code ocsf} of cases: one event of class 2005, Incident Finding, a line. Times are milliseconds
 * of the epoch. Cases merged into others are closed as duplicates.
 *
 * @see <a href="https://schema.ocsf.io/1.8.0/classes/incident_finding">the class</a>
 */
public final class CaseOcsf implements FindingWriter {
  private static final int CATEGORY_FINDINGS = 2;
  private static final int CLASS_INCIDENT_FINDING = 2005;

  /** Findings looked up together, which are read through once each time. */
  private static final int FINDINGS_AT_ONCE = 20_000;

  private enum Activity {
    CREATE(1, "Create"),
    CLOSE(3, "Close");

    private final int id;
    private final String caption;

    Activity(int id, String caption) {
      this.id = id;
      this.caption = caption;
    }
  }

  @Override
  public void write(Detected detected, PrintWriter out) {
    List<Case> some = new ArrayList<>();
    int findings = 0;
    for (Case told : detected.cases()) {
      some.add(told);
      findings += told.findings().size();
      if (findings >= FINDINGS_AT_ONCE) {
        write(detected, some, out);
        some.clear();
        findings = 0;
      }
    }
    write(detected, some, out);
  }

  private static void write(Detected detected, List<Case> some, PrintWriter out) {
    Map<String, Finding> findings = detected.findingsOf(some);
    for (Case told : some) {
      out.println(JsonWriter.asciiLine(json -> write(json, told, findings, detected)));
    }
  }

  private static void write(
      JsonGenerator json, Case told, Map<String, Finding> findings, Detected detected)
      throws IOException {
    Activity activity = told.mergedInto() == null ? Activity.CREATE : Activity.CLOSE;
    json.writeStartObject();
    OcsfFields.metadata(json);
    json.writeNumberField("category_uid", CATEGORY_FINDINGS);
    json.writeStringField("category_name", "Findings");
    json.writeNumberField("class_uid", CLASS_INCIDENT_FINDING);
    json.writeStringField("class_name", "Incident Finding");
    json.writeNumberField("activity_id", activity.id);
    json.writeStringField("activity_name", activity.caption);
    json.writeNumberField("type_uid", CLASS_INCIDENT_FINDING * 100 + activity.id);
    OcsfFields.severity(json, told.severity());
    OcsfFields.confidence(json, told.confidence());
    json.writeNumberField("confidence_score", Math.min(Math.round(told.chance() * 100), 99));
    json.writeNumberField("status_id", activity == Activity.CREATE ? 1 : 5);
    json.writeStringField("status", activity == Activity.CREATE ? "New" : "Closed");
    json.writeNumberField("time", told.raised().toEpochMilli());
    json.writeNumberField("start_time", told.start().toEpochMilli());
    json.writeNumberField("end_time", told.end().toEpochMilli());
    json.writeNumberField("count", told.findingCount());
    json.writeStringField("message", told.title());
    json.writeStringField(
        "desc",
        told.story().stream()
            .map(line -> line.time() + " " + line.text())
            .collect(Collectors.joining("\n")));
    json.writeArrayFieldStart("attacks");
    for (Attack attack : told.attack()) {
      OcsfFields.attack(json, attack);
    }
    json.writeEndArray();
    findings(json, told, findings, detected.text());
    unmapped(json, told, detected.tally().end());
    json.writeEndObject();
  }

  private static void findings(
      JsonGenerator json, Case told, Map<String, Finding> findings, FindingText words)
      throws IOException {
    json.writeArrayFieldStart("finding_info_list");
    for (String id : told.findings()) {
      json.writeStartObject();
      json.writeStringField("uid", id);
      Finding finding = findings.get(id);
      json.writeStringField("title", finding == null ? id : words.title(finding));
      if (finding != null) {
        json.writeNumberField("created_time", finding.raised().toEpochMilli());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The class has no place for who is behind it, nor for steps with their records. */
  private static void unmapped(JsonGenerator json, Case told, Instant asOf) throws IOException {
    json.writeObjectFieldStart("unmapped");
    json.writeStringField("case", told.id());
    json.writeStringField("short_id", told.shortId());
    json.writeStringField("short_title", told.shortTitle());
    JsonWriter.optional(json, "merged_into", told.mergedInto());
    JsonWriter.strings(json, "origins", told.origins());
    JsonWriter.strings(json, "accounts", told.accounts());
    JsonWriter.strings(json, "reached", told.reached());
    JsonWriter.strings(json, "check_first", told.checkFirst());
    json.writeArrayFieldStart("story");
    for (TimelineEntry line : told.story()) {
      json.writeStartObject();
      json.writeStringField("time", line.time().toString());
      json.writeStringField("text", line.text());
      JsonWriter.optional(json, "eventID", line.eventId());
      json.writeEndObject();
    }
    json.writeEndArray();
    DetailsJson.write(json, told.details(), asOf);
    json.writeEndObject();
  }
}
