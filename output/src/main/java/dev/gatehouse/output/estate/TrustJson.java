package dev.gatehouse.output.estate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.estate.admission.Admission;
import dev.gatehouse.estate.admission.Newcomer;
import dev.gatehouse.estate.admission.TrustChange;
import dev.gatehouse.harden.DeputyExposure;
import dev.gatehouse.harden.PartyReport;
import dev.gatehouse.harden.PointResult;
import dev.gatehouse.harden.Remedy;
import dev.gatehouse.harden.RoleReport;
import dev.gatehouse.harden.TrustOpening;
import dev.gatehouse.harden.TrustSurvey;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code jsonl}: one line a role, then one line a resource that is exposed, then one a change that
 * let somebody in.
 */
public final class TrustJson {
  private TrustJson() {}

  public static List<String> lines(TrustSurvey result) {
    List<String> lines = new ArrayList<>();
    for (RoleReport role : result.roles()) {
      lines.add(JsonWriter.asciiLine(json -> role(json, role)));
    }
    for (DeputyExposure exposure : result.exposures()) {
      lines.add(JsonWriter.asciiLine(json -> exposure(json, exposure)));
    }
    for (TrustOpening opening : result.openings()) {
      lines.add(JsonWriter.asciiLine(json -> opening(json, opening)));
    }
    return lines;
  }

  private static void opening(JsonGenerator json, TrustOpening opening) throws IOException {
    json.writeStartObject();
    json.writeStringField("changed", opening.change().roleArn());
    json.writeStringField("rule", "newly-admitted");
    json.writeStringField("actor", opening.change().actor());
    json.writeStringField("time", opening.change().time().toString());
    json.writeStringField("eventID", opening.change().eventId());
    json.writeArrayFieldStart("newcomers");
    for (Newcomer newcomer : opening.newcomers()) {
      json.writeStartObject();
      json.writeStringField("principal", newcomer.principal());
      json.writeStringField("circle", newcomer.circle().name().toLowerCase(Locale.ROOT));
      json.writeStringField("who", newcomer.who());
      json.writeStringField("because", newcomer.because());
      json.writeBooleanField("proved", newcomer.witness() != null);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void role(JsonGenerator json, RoleReport report) throws IOException {
    json.writeStartObject();
    json.writeStringField("role", report.role().arn());
    json.writeStringField("account", report.role().account());
    json.writeStringField("tier", report.tier().tier().word());
    json.writeStringField("tierWhy", report.tier().why());
    json.writeStringField("worst", report.worst().map(each -> each.word()).orElse("none"));
    json.writeBooleanField("assumableByNobody", report.isDead());
    JsonWriter.optional(json, "note", report.note());
    json.writeArrayFieldStart("principals");
    for (PartyReport party : report.parties()) {
      party(json, party);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("problems");
    for (RoleReport.Problem problem : report.problems()) {
      json.writeStartObject();
      json.writeStringField("rule", problem.rule());
      json.writeStringField("severity", problem.severity().word());
      json.writeStringField("principal", problem.principal());
      json.writeStringField("kind", problem.kind().word());
      json.writeStringField("statement", problem.statement());
      json.writeNumberField("line", problem.line());
      json.writeNumberField("column", problem.column());
      json.writeStringField("message", problem.message());
      remedy(json, problem.remedy());
      addedBy(json, problem.addedBy());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void party(JsonGenerator json, PartyReport party) throws IOException {
    json.writeStartObject();
    json.writeStringField("principal", party.party().entry().value());
    json.writeStringField("kind", party.party().kind().word());
    json.writeStringField("statement", party.party().statement().label());
    json.writeStringField(
        "comesIn",
        switch (party.admission().possible()) {
          case YES -> "yes";
          case NO -> "no";
          case UNKNOWN -> "unknown";
        });
    if (party.isUnsatisfiable()) {
      JsonWriter.strings(
          json,
          "because",
          party.admission().reasons().stream().map(Admission.Obstacle::sentence).toList());
    }
    addedBy(json, party.addedBy());
    json.writeObjectFieldStart("points");
    for (PointResult point : party.points()) {
      json.writeObjectFieldStart(point.point().id());
      json.writeStringField("verdict", point.verdict().word());
      json.writeStringField("reason", point.reason());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void exposure(JsonGenerator json, DeputyExposure exposure) throws IOException {
    json.writeStartObject();
    json.writeStringField("resource", exposure.resource());
    json.writeStringField("account", exposure.account());
    json.writeStringField("rule", DeputyExposure.RULE);
    json.writeStringField("severity", exposure.severity().word());
    json.writeStringField("service", exposure.service());
    json.writeStringField("statement", exposure.statement());
    json.writeNumberField("line", exposure.line());
    json.writeNumberField("column", exposure.column());
    json.writeStringField("message", exposure.message());
    remedy(json, exposure.remedy());
    json.writeEndObject();
  }

  private static void addedBy(JsonGenerator json, @Nullable TrustChange change) throws IOException {
    if (change != null) {
      json.writeObjectFieldStart("addedBy");
      json.writeStringField("actor", change.actor());
      json.writeStringField("time", change.time().toString());
      json.writeStringField("eventID", change.eventId());
      json.writeEndObject();
    }
  }

  /** The Condition element to add, as it would stand in the policy. */
  static void remedy(JsonGenerator json, @Nullable Remedy remedy) throws IOException {
    if (remedy == null) {
      return;
    }
    json.writeObjectFieldStart("remedy");
    json.writeBooleanField("complete", remedy.complete());
    json.writeObjectFieldStart("condition");
    for (Map.Entry<String, Map<String, List<String>>> operator : remedy.conditions().entrySet()) {
      json.writeObjectFieldStart(operator.getKey());
      for (Map.Entry<String, List<String>> key : operator.getValue().entrySet()) {
        if (key.getValue().size() == 1) {
          json.writeStringField(key.getKey(), key.getValue().get(0));
        } else {
          JsonWriter.strings(json, key.getKey(), key.getValue());
        }
      }
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
