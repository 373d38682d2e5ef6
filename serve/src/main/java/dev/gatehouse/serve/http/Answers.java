package dev.gatehouse.serve.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.RelatedCases;
import dev.gatehouse.output.finding.CaseJson;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.evidence.Credentials;
import dev.gatehouse.serve.evidence.RecordReader;
import dev.gatehouse.serve.store.After;
import dev.gatehouse.serve.store.EvidenceStore;
import dev.gatehouse.serve.store.SetAside;
import dev.gatehouse.serve.store.StoredCase;
import dev.gatehouse.serve.store.StoredFinding;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers of the API as JSON. */
final class Answers {
  private Answers() {}

  static String error(String sentence) {
    return JsonWriter.asciiLine(
        json -> {
          json.writeStartObject();
          json.writeStringField("error", sentence);
          json.writeEndObject();
        });
  }

  static String cases(List<StoredCase> cases, int limit) {
    return JsonWriter.asciiLine(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("cases");
          for (StoredCase stored : cases) {
            summary(json, stored);
          }
          json.writeEndArray();
          if (cases.size() == limit) {
            Case last = cases.get(cases.size() - 1).told();
            next(json, new After(last.raised(), last.id()));
          }
          json.writeEndObject();
        });
  }

  private static void next(JsonGenerator json, @Nullable After after) throws IOException {
    if (after != null) {
      json.writeStringField("next", after.text());
    }
  }

  private static void summary(JsonGenerator json, StoredCase stored) throws IOException {
    Case told = stored.told();
    json.writeStartObject();
    json.writeStringField("id", told.id());
    json.writeStringField("shortId", told.shortId());
    json.writeNumberField("revision", stored.revision());
    json.writeStringField("state", stored.state().word());
    json.writeStringField("title", told.title());
    json.writeStringField("shortTitle", told.shortTitle());
    json.writeStringField("severity", told.severity().word());
    json.writeStringField("confidence", told.confidence().word());
    JsonWriter.strings(json, "origins", told.origins());
    JsonWriter.strings(json, "accounts", told.accounts());
    json.writeStringField("start", told.start().toString());
    json.writeStringField("end", told.end().toString());
    json.writeStringField("raised", told.raised().toString());
    json.writeNumberField("findingCount", told.findingCount());
    json.writeEndObject();
  }

  /** One case: its state, and the case as {@code detect --cases --format jsonl} tells it. */
  static String caseOf(StoredCase stored, RelatedCases.Found related, Instant asOf) {
    return JsonWriter.asciiLine(
        json -> {
          json.writeStartObject();
          json.writeStringField("state", stored.state().word());
          json.writeNumberField("revision", stored.revision());
          json.writeFieldName("case");
          CaseJson.write(json, stored.told(), related, asOf);
          json.writeEndObject();
        });
  }

  /** Findings as {@code detect --format jsonl} tells them. */
  static String findings(List<StoredFinding> findings, int limit) {
    return JsonWriter.asciiLine(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("findings");
          for (StoredFinding finding : findings) {
            json.writeRawValue(finding.json());
          }
          json.writeEndArray();
          if (findings.size() == limit) {
            StoredFinding last = findings.get(findings.size() - 1);
            next(json, new After(last.raised(), last.id()));
          }
          json.writeEndObject();
        });
  }

  static String record(RecordReader.Shown shown) {
    return JsonWriter.line(
        json -> {
          json.writeStartObject();
          json.writeStringField("eventID", shown.eventId());
          json.writeStringField("received", shown.received().toString());
          json.writeStringField("source", shown.source());
          json.writeStringField("unit", shown.unit());
          json.writeFieldName("record");
          json.writeRawValue(shown.json());
          json.writeEndObject();
        });
  }

  static String hits(List<EvidenceStore.Hit> hits) {
    return JsonWriter.asciiLine(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("records");
          for (EvidenceStore.Hit hit : hits) {
            json.writeStartObject();
            json.writeStringField("eventID", hit.eventId());
            json.writeStringField("time", Instant.ofEpochSecond(hit.epochSecond()).toString());
            json.writeStringField("account", hit.account());
            json.writeStringField("call", hit.call());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  static String setAside(List<SetAside> all, int limit) {
    return JsonWriter.asciiLine(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("setAside");
          for (SetAside one : all) {
            json.writeStartObject();
            json.writeNumberField("number", one.number());
            json.writeStringField("received", one.received().toString());
            json.writeStringField("source", one.source());
            json.writeStringField("unit", one.unit());
            json.writeStringField("reason", one.reason());
            json.writeStringField("detail", one.detail());
            json.writeStringField("start", Credentials.masked(one.start()));
            json.writeEndObject();
          }
          json.writeEndArray();
          if (all.size() == limit) {
            json.writeNumberField("next", all.get(all.size() - 1).number());
          }
          json.writeEndObject();
        });
  }

  static String health(HealthReport report) {
    return JsonWriter.asciiPretty(
        json -> {
          json.writeStartObject();
          json.writeStringField("status", report.ok() ? "ok" : "degraded");
          JsonWriter.strings(json, "problems", report.problems());
          for (var entry : report.details().entrySet()) {
            json.writeFieldName(entry.getKey());
            JsonWriter.value(json, entry.getValue());
          }
          json.writeEndObject();
        });
  }
}
