package dev.gatehouse.output.harden;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.estate.admission.Newcomer;
import dev.gatehouse.harden.history.ObservedCalls;
import dev.gatehouse.harden.history.RoleHistory;
import dev.gatehouse.harden.proof.Certificate;
import dev.gatehouse.harden.proof.Hardening;
import dev.gatehouse.harden.proof.Proposal;
import dev.gatehouse.harden.proof.RejectedCondition;
import dev.gatehouse.harden.proof.ReplayAnswer;
import dev.gatehouse.harden.proof.Replayed;
import dev.gatehouse.harden.proof.Rollout;
import dev.gatehouse.harden.proof.TrustBeforeAttack;
import dev.gatehouse.harden.proof.TrustDocument;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A hardened role, its certificate with it, as JSON. */
public final class HardenJson {
  /** Shapes of one answer that are written one by one; the counts are of all. */
  private static final int SHAPES_MAX = 100;

  private final Hardening.Result result;
  private final Certificate certificate;
  private final JsonGenerator json;

  private HardenJson(Hardening.Result result, JsonGenerator json) {
    this.result = result;
    this.certificate = result.certificate();
    this.json = json;
  }

  /** On one line. */
  public static String of(Hardening.Result result, boolean simulated, int enoughDays) {
    return JsonWriter.asciiLine(json -> new HardenJson(result, json).write(simulated, enoughDays));
  }

  /** On several lines, for the file that is kept. */
  public static String pretty(Hardening.Result result, boolean simulated, int enoughDays) {
    return JsonWriter.asciiPretty(
        json -> new HardenJson(result, json).write(simulated, enoughDays));
  }

  private void write(boolean simulated, int enoughDays) throws IOException {
    json.writeStartObject();
    json.writeStringField("role", certificate.role());
    json.writeStringField("tier", result.tier().tier().word());
    json.writeStringField("tierWhy", result.tier().why());
    json.writeStringField("verdict", certificate.verdict().words());
    json.writeBooleanField("simulated", simulated);
    json.writeNumberField("enoughDays", enoughDays);
    json.writeNumberField("riskRemoved", result.riskRemoved());
    json.writeStringField("sha256", certificate.sha256());
    json.writeStringField("policySha256", certificate.policy().sha256());
    document("current", certificate.current());
    document("policy", certificate.policy());
    if (result.proposal().maxSessionSeconds() != null) {
      json.writeNumberField("maxSessionSeconds", result.proposal().maxSessionSeconds());
    }
    evidence();
    counts();
    json.writeStringField("newAccess", certificate.newAccess().answer().words());
    json.writeStringField("newAccessReason", certificate.newAccess().reason());
    JsonWriter.strings(
        json, "newcomers", certificate.newcomers().stream().map(Newcomer::sentence).toList());
    JsonWriter.strings(json, "thin", certificate.thin());
    JsonWriter.strings(json, "suspect", certificate.suspect());
    JsonWriter.strings(
        json,
        "takenBack",
        result.proposal().beforeAttack().removed().stream()
            .map(TrustBeforeAttack.Removal::sentence)
            .toList());
    callers();
    answers("wouldBeDenied", ReplayAnswer.WOULD_BE_DENIED);
    answers("cannotTell", ReplayAnswer.CANNOT_TELL);
    answers("refusedAlready", ReplayAnswer.REFUSED_ALREADY);
    proposal(result.proposal());
    excluded();
    rollout(result.rollout());
    json.writeEndObject();
  }

  private void document(String name, TrustDocument document) throws IOException {
    json.writeFieldName(name);
    JsonWriter.value(json, Json.tree(document.json()));
  }

  private void evidence() throws IOException {
    RoleHistory history = certificate.history();
    json.writeObjectFieldStart("history");
    JsonWriter.optional(json, "from", history.trailFirst());
    JsonWriter.optional(json, "to", history.trailLast());
    json.writeNumberField("days", history.trailDays());
    json.writeNumberField("daysUsed", history.days());
    json.writeNumberField("assumptions", history.assumptions());
    json.writeNumberField("shapes", history.uses().size());
    json.writeNumberField("notReplayed", history.notKept());
    json.writeNumberField(
        "refusedAttempts", history.refused().mapToLong(ObservedCalls::count).sum());
    json.writeNumberField("refusedAttemptsLetIn", certificate.attemptsLetIn());
    json.writeEndObject();
  }

  private void counts() throws IOException {
    json.writeObjectFieldStart("replay");
    for (ReplayAnswer answer : ReplayAnswer.values()) {
      json.writeNumberField(answer.word(), certificate.count(answer));
    }
    json.writeEndObject();
  }

  private void callers() throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    certificate
        .history()
        .assumed()
        .forEach(use -> counts.merge(use.shape().who(), use.count(), Long::sum));
    json.writeArrayFieldStart("callers");
    for (Map.Entry<String, Long> each : counts.entrySet()) {
      json.writeStartObject();
      json.writeStringField("caller", each.getKey());
      json.writeNumberField("assumptions", each.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void answers(String name, ReplayAnswer answer) throws IOException {
    json.writeArrayFieldStart(name);
    for (Replayed each : certificate.of(answer).stream().limit(SHAPES_MAX).toList()) {
      json.writeStartObject();
      json.writeStringField("caller", each.use().shape().who());
      json.writeNumberField("count", each.use().count());
      json.writeStringField("reason", each.reason());
      JsonWriter.strings(json, "unknown", each.unknown());
      JsonWriter.strings(json, "findOut", Certificate.waysToFindOut(each.unknown()));
      record("first", each.use().first());
      record("last", each.use().last());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void record(String name, ObservedCalls.@Nullable Evidence evidence) throws IOException {
    if (evidence != null) {
      json.writeObjectFieldStart(name);
      json.writeStringField("eventID", evidence.eventId());
      json.writeStringField("time", evidence.time().toString());
      json.writeEndObject();
    }
  }

  private void proposal(Proposal proposal) throws IOException {
    JsonWriter.strings(json, "changes", proposal.changes());
    json.writeArrayFieldStart("leftOut");
    for (RejectedCondition each : proposal.withheld()) {
      json.writeStartObject();
      json.writeStringField("point", each.point().id());
      json.writeStringField("principal", each.principal());
      JsonWriter.optional(json, "condition", each.condition().isEmpty() ? null : each.condition());
      json.writeStringField("reason", each.reason());
      json.writeNumberField("calls", each.calls());
      record("evidence", each.evidence());
      JsonWriter.strings(json, "unknown", each.unknown());
      JsonWriter.strings(json, "findOut", Certificate.waysToFindOut(each.unknown()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("unused");
    for (Proposal.Unused each : proposal.unused()) {
      json.writeStartObject();
      json.writeStringField("principal", each.principal());
      json.writeBooleanField("dropped", each.dropped());
      json.writeStringField("why", each.why());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void excluded() throws IOException {
    json.writeArrayFieldStart("leftOutForFindings");
    for (Map.Entry<String, RoleHistory.Excluded> each :
        new TreeMap<>(certificate.history().excluded()).entrySet()) {
      json.writeStartObject();
      json.writeStringField("finding", each.getKey());
      json.writeNumberField("count", each.getValue().count());
      JsonWriter.strings(json, "callers", each.getValue().callers());
      List<String> ids =
          each.getValue().records().stream().map(ObservedCalls.Evidence::eventId).toList();
      JsonWriter.strings(json, "records", ids);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void rollout(Rollout rollout) throws IOException {
    json.writeArrayFieldStart("rollout");
    for (Rollout.Step step : rollout.steps()) {
      json.writeStartObject();
      json.writeStringField("step", step.title());
      json.writeStringField("why", step.why());
      JsonWriter.strings(json, "commands", step.commands());
      json.writeStringField("lookFor", step.lookFor());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
