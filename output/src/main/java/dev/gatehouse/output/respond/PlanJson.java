package dev.gatehouse.output.respond;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.respond.contain.Cut;
import dev.gatehouse.respond.contain.Plan;
import dev.gatehouse.respond.contain.Proof;
import dev.gatehouse.respond.contain.Step;
import java.util.List;
import java.util.Locale;

/** A plan of containment as one JSON object; docs/respond.md has its keys. */
public final class PlanJson {
  private PlanJson() {}

  /** On one line. */
  public static String line(Plan plan) {
    return JsonWriter.line(tree(plan));
  }

  /** Over several lines. */
  public static String pretty(Plan plan) {
    return JsonWriter.pretty(json -> JsonWriter.value(json, tree(plan)));
  }

  private static JsonMap tree(Plan plan) {
    Proof proof = plan.proof();
    return JsonWriter.object(
        "case",
        plan.told().id(),
        "at",
        plan.at().toString(),
        "summary",
        plan.summary(),
        "closed",
        proof.isClosed(),
        "cuts",
        plan.cuts().stream().map(PlanJson::cut).toList(),
        "proof",
        JsonWriter.object(
            "calls",
            proof.calls(),
            "passing",
            proof.passingCount(),
            "passingCalls",
            proof.passing().stream()
                .map(
                    call ->
                        JsonWriter.object(
                            "eventID",
                            call.eventId(),
                            "time",
                            call.time().toString(),
                            "call",
                            call.call(),
                            "credential",
                            call.credential()))
                .toList(),
            "credentials",
            verdicts(proof.credentials()),
            "entries",
            verdicts(proof.entries())));
  }

  private static List<JsonMap> verdicts(List<Proof.Verdict> verdicts) {
    return verdicts.stream()
        .map(
            each ->
                JsonWriter.object(
                    "what",
                    each.what(),
                    "principal",
                    each.principal(),
                    "state",
                    each.state().name().toLowerCase(Locale.ROOT),
                    "why",
                    each.why()))
        .toList();
  }

  private static JsonMap cut(Cut cut) {
    return JsonWriter.object(
        "kind",
        cut.kind().word(),
        "target",
        cut.target(),
        "stops",
        cut.stops(),
        "leaves",
        cut.leaves(),
        "breaks",
        cut.breaks().stream()
            .map(
                other ->
                    JsonWriter.object(
                        "identity",
                        other.identity(),
                        "lastUse",
                        other.lastUse().toString(),
                        "liveSessions",
                        other.liveSessions()))
            .toList(),
        "steps",
        cut.steps().stream().map(PlanJson::step).toList(),
        "undo",
        cut.undo().stream().map(PlanJson::step).toList());
  }

  private static JsonMap step(Step step) {
    JsonMap parameters = new JsonMap();
    step.parameters()
        .forEach(
            (name, value) ->
                parameters.put(name, value.startsWith("{") ? Json.object(value) : value));
    return JsonWriter.object(
        "account",
        step.account(),
        "service",
        step.service(),
        "operation",
        step.operation(),
        "parameters",
        parameters,
        "command",
        step.command());
  }
}
