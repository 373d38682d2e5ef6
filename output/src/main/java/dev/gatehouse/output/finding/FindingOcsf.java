package dev.gatehouse.output.finding;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.FindingText;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.output.lineage.LineageJson;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ocsf}: one event of class 2004, Detection Finding, a line. Times are milliseconds of the
 * epoch.
 *
 * @see <a href="https://schema.ocsf.io/1.8.0/classes/detection_finding">the class</a>
 */
public final class FindingOcsf implements FindingWriter {
  private static final int CATEGORY_FINDINGS = 2;
  private static final int CLASS_DETECTION_FINDING = 2004;
  private static final int ACTIVITY_CREATE = 1;
  private static final int STATUS_NEW = 1;
  private static final int ANALYTIC_RULE = 1;

  @Override
  public void write(Detected detected, PrintWriter out) {
    for (FindingState state : detected.findings()) {
      Finding finding = state.finding();
      About about = detected.about().get(finding.detector());
      out.println(
          JsonWriter.asciiLine(
              json -> write(json, finding, about, detected.isShadow(state), detected.names())));
    }
  }

  private void write(
      JsonGenerator json, Finding finding, @Nullable About about, boolean shadow, Names names)
      throws IOException {
    json.writeStartObject();
    OcsfFields.metadata(json);
    json.writeNumberField("category_uid", CATEGORY_FINDINGS);
    json.writeStringField("category_name", "Findings");
    json.writeNumberField("class_uid", CLASS_DETECTION_FINDING);
    json.writeStringField("class_name", "Detection Finding");
    json.writeNumberField("activity_id", ACTIVITY_CREATE);
    json.writeStringField("activity_name", "Create");
    json.writeNumberField("type_uid", CLASS_DETECTION_FINDING * 100 + ACTIVITY_CREATE);
    OcsfFields.severity(json, finding.severity());
    OcsfFields.confidence(json, finding.confidence());
    json.writeNumberField("risk_score", finding.score());
    json.writeNumberField("status_id", STATUS_NEW);
    json.writeStringField("status", "New");
    json.writeBooleanField("is_alert", !shadow);
    json.writeNumberField("time", finding.raised().toEpochMilli());
    json.writeNumberField("start_time", finding.start().toEpochMilli());
    json.writeNumberField("end_time", finding.end().toEpochMilli());
    json.writeNumberField("count", finding.evidenceCount());
    json.writeStringField("message", new FindingText(names).title(finding));
    cloud(json, finding, names);
    findingInfo(json, finding, about, names);
    evidences(json, finding, names);
    resources(json, finding, names);
    if (about != null) {
      json.writeObjectFieldStart("remediation");
      json.writeStringField("desc", String.join("\n", about.runbook()));
      json.writeEndObject();
    }
    unmapped(json, finding, shadow, names);
    json.writeEndObject();
  }

  private static void cloud(JsonGenerator json, Finding finding, Names names) throws IOException {
    json.writeObjectFieldStart("cloud");
    json.writeStringField("provider", "AWS");
    json.writeObjectFieldStart("account");
    json.writeStringField("uid", finding.account());
    json.writeStringField("name", names.account(finding.account()));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void findingInfo(
      JsonGenerator json, Finding finding, @Nullable About about, Names names) throws IOException {
    json.writeObjectFieldStart("finding_info");
    json.writeStringField("uid", finding.id());
    json.writeStringField("title", about == null ? finding.detector() : about.title());
    json.writeStringField("desc", new FindingText(names).title(finding));
    json.writeNumberField("created_time", finding.raised().toEpochMilli());
    json.writeNumberField("first_seen_time", finding.start().toEpochMilli());
    json.writeNumberField("last_seen_time", finding.end().toEpochMilli());
    json.writeObjectFieldStart("analytic");
    json.writeNumberField("type_id", ANALYTIC_RULE);
    json.writeStringField("type", "Rule");
    json.writeStringField("uid", finding.detector());
    json.writeStringField("name", about == null ? finding.detector() : about.title());
    json.writeEndObject();
    json.writeArrayFieldStart("attacks");
    for (Attack attack : finding.attack()) {
      OcsfFields.attack(json, attack);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("related_events");
    for (String id : finding.evidence()) {
      json.writeStartObject();
      json.writeStringField("uid", id);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void evidences(JsonGenerator json, Finding finding, Names names)
      throws IOException {
    json.writeArrayFieldStart("evidences");
    json.writeStartObject();
    json.writeObjectFieldStart("actor");
    json.writeObjectFieldStart("user");
    json.writeStringField("uid", finding.identity());
    json.writeStringField("name", names.identity(finding.identity()));
    List<Hop> hops = finding.lineage().hops();
    if (!hops.isEmpty()) {
      JsonWriter.optional(json, "credential_uid", hops.get(0).accessKeyId());
    }
    json.writeEndObject();
    if (!hops.isEmpty() && hops.get(0).sessionArn() != null) {
      Hop acting = hops.get(0);
      json.writeObjectFieldStart("session");
      JsonWriter.optional(json, "uid", acting.sessionArn());
      JsonWriter.optional(json, "issuer", acting.roleArn());
      if (acting.issuedAt() != null) {
        json.writeNumberField("created_time", acting.issuedAt().toEpochMilli());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeObjectFieldStart("data");
    JsonWriter.strings(json, "eventID", finding.evidence());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void resources(JsonGenerator json, Finding finding, Names names)
      throws IOException {
    json.writeArrayFieldStart("resources");
    json.writeStartObject();
    json.writeStringField("uid", finding.identity());
    json.writeStringField("name", names.identity(finding.identity()));
    if (finding.identity().contains(":role/")) {
      json.writeStringField("type", "AWS::IAM::Role");
    } else if (finding.identity().contains(":user/")) {
      json.writeStringField("type", "AWS::IAM::User");
    }
    json.writeEndObject();
    json.writeEndArray();
  }

  /** The class has no place for a way home, nor for numbers in words. */
  private static void unmapped(JsonGenerator json, Finding finding, boolean shadow, Names names)
      throws IOException {
    json.writeObjectFieldStart("unmapped");
    if (shadow) {
      json.writeBooleanField("shadow", true);
    }
    json.writeStringField("origin", finding.origin());
    json.writeStringField("origin_name", names.identity(finding.origin()));
    json.writeStringField("origin_type", finding.lineage().originType().word());
    json.writeArrayFieldStart("lineage");
    for (Hop hop : finding.lineage().hops()) {
      LineageJson.hop(json, hop, names);
    }
    json.writeEndArray();
    ReasonJson.write(json, finding, new FindingText(names));
    json.writeEndObject();
  }
}
