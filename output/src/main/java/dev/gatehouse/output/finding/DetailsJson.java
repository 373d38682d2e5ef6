package dev.gatehouse.output.finding;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.core.cases.CaseAct;
import dev.gatehouse.core.cases.CaseActor;
import dev.gatehouse.core.cases.CaseDetails;
import dev.gatehouse.core.cases.CaseSummary;
import dev.gatehouse.core.cases.session.CasePlace;
import dev.gatehouse.core.cases.session.CaseSession;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The details of a case as fields; what is not known is null. */
final class DetailsJson {
  private DetailsJson() {}

  /**
   * @param asOf the moment for which it is told what still works
   */
  static void write(JsonGenerator json, CaseDetails details, Instant asOf) throws IOException {
    actors(json, details.actors());
    json.writeObjectFieldStart("accountNames");
    for (Map.Entry<String, String> account : new TreeMap<>(details.accountNames()).entrySet()) {
      json.writeStringField(account.getKey(), account.getValue());
    }
    json.writeEndObject();
    summary(json, details.summary());
    json.writeArrayFieldStart("acts");
    for (CaseAct act : details.acts()) {
      act(json, act);
    }
    json.writeEndArray();
    json.writeNumberField("actCount", details.actCount());
    json.writeArrayFieldStart("sessions");
    for (CaseSession session : details.sessions()) {
      session(json, session);
    }
    json.writeEndArray();
    json.writeNumberField("sessionCount", details.sessionCount());
    live(json, details, asOf);
    json.writeArrayFieldStart("places");
    for (CasePlace place : details.places()) {
      place(json, place);
    }
    json.writeEndArray();
    json.writeNumberField("placeCount", details.placeCount());
  }

  private static void actors(JsonGenerator json, List<CaseActor> actors) throws IOException {
    json.writeArrayFieldStart("actors");
    for (CaseActor actor : actors) {
      json.writeStartObject();
      json.writeStringField("identity", actor.identity());
      json.writeStringField("type", actor.type().word());
      json.writeStringField("name", actor.name());
      json.writeStringField("workload", actor.workload());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void summary(JsonGenerator json, CaseSummary summary) throws IOException {
    json.writeObjectFieldStart("summary");
    json.writeStringField("who", summary.who());
    json.writeStringField("since", summary.since().toString());
    JsonWriter.strings(json, "from", summary.from());
    json.writeStringField("entry", summary.entry());
    JsonWriter.strings(json, "reached", summary.reached());
    JsonWriter.strings(json, "unknown", summary.unknown());
    json.writeEndObject();
  }

  private static void act(JsonGenerator json, CaseAct act) throws IOException {
    json.writeStartObject();
    json.writeStringField("time", act.time().toString());
    json.writeStringField("text", act.text());
    json.writeStringField("verb", act.verb());
    json.writeStringField("object", act.object().isEmpty() ? null : act.object());
    json.writeObjectFieldStart("quantity");
    json.writeNumberField("value", act.quantity().low());
    json.writeStringField("unit", act.quantity().unit().word());
    json.writeEndObject();
    JsonWriter.strings(json, "eventIDs", act.eventIds());
    json.writeStringField("category", act.category().word());
    json.writeStringField("detector", act.detector());
    json.writeStringField("finding", act.finding());
    json.writeEndObject();
  }

  private static void session(JsonGenerator json, CaseSession session) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", session.id());
    json.writeStringField("accessKeyId", session.accessKeyId());
    json.writeStringField("roleArn", session.roleArn());
    json.writeStringField("roleName", session.name());
    json.writeStringField("sessionArn", session.sessionArn());
    json.writeBooleanField("longTerm", session.longTerm());
    json.writeStringField("parent", session.parent());
    json.writeStringField("origin", session.origin());
    json.writeStringField("cause", session.cause() == null ? null : session.cause().word());
    json.writeStringField("call", session.call());
    json.writeStringField("issuedBy", session.issuedBy());
    time(json, "issuedAt", session.issuedAt());
    time(json, "expiresAt", session.expiresAt());
    json.writeStringField("from", session.from());
    time(json, "firstUse", session.firstUse());
    time(json, "lastUse", session.lastUse());
    json.writeNumberField("calls", session.calls());
    json.writeStringField("join", session.join().word());
    json.writeNumberField("confidence", session.confidence());
    json.writeStringField("tie", session.isProven() ? "proven" : "inferred");
    json.writeEndObject();
  }

  private static void live(JsonGenerator json, CaseDetails details, Instant asOf)
      throws IOException {
    time(json, "asOf", asOf);
    json.writeArrayFieldStart("live");
    for (CaseSession session : details.live(asOf)) {
      json.writeStartObject();
      json.writeStringField("id", session.id());
      json.writeStringField("roleArn", session.roleArn());
      json.writeStringField("roleName", session.name());
      time(json, "until", session.longTerm() ? null : session.expiresAt());
      json.writeBooleanField("untilDeleted", session.longTerm());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void place(JsonGenerator json, CasePlace place) throws IOException {
    json.writeStartObject();
    json.writeStringField("address", place.address());
    json.writeStringField("kind", place.kind());
    json.writeStringField("city", place.city());
    json.writeStringField("country", place.country());
    if (place.asn() == null) {
      json.writeNullField("asn");
    } else {
      json.writeNumberField("asn", place.asn());
    }
    json.writeBooleanField("own", place.own());
    json.writeStringField("first", place.first().toString());
    json.writeStringField("last", place.last().toString());
    JsonWriter.strings(json, "sessions", place.sessions());
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String name, @Nullable Instant time)
      throws IOException {
    json.writeStringField(name, time == null ? null : time.toString());
  }
}
