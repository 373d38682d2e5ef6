package dev.gatehouse.serve.api;

import static dev.gatehouse.serve.api.Shapes.COUNT;
import static dev.gatehouse.serve.api.Shapes.FLAG;
import static dev.gatehouse.serve.api.Shapes.ID;
import static dev.gatehouse.serve.api.Shapes.NUMBER;
import static dev.gatehouse.serve.api.Shapes.TIME;
import static dev.gatehouse.serve.api.Shapes.WORDS;
import static dev.gatehouse.serve.api.Shapes.choice;
import static dev.gatehouse.serve.api.Shapes.form;
import static dev.gatehouse.serve.api.Shapes.free;
import static dev.gatehouse.serve.api.Shapes.has;
import static dev.gatehouse.serve.api.Shapes.hasOrNull;
import static dev.gatehouse.serve.api.Shapes.many;
import static dev.gatehouse.serve.api.Shapes.mayHave;
import static dev.gatehouse.serve.api.Shapes.mayHaveOrNull;
import static dev.gatehouse.serve.api.Shapes.text;
import static dev.gatehouse.serve.api.Shapes.whole;

import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.serve.access.Permission;
import dev.gatehouse.serve.api.Route.Verb;
import dev.gatehouse.serve.work.Status;
import dev.gatehouse.serve.work.Verdict;
import java.util.List;

/** Cases, and what people do with them: the shapes and the table. {@link CaseAnswers} answers. */
final class CaseRoutes {
  static final Shape SEVERITY = choice(Severity.values(), Severity::word);
  static final Shape STATE = choice(State.values(), State::word);
  static final Shape STATUS = choice(Status.values(), Status::word);
  static final Shape VERDICT = choice(Verdict.values(), Verdict::word);
  static final int PAGE = 100;
  static final int PAGE_MAX = 1000;

  static final Shape.Form WORK =
      form(
          has("version", COUNT, "to send with a change"),
          has("status", STATUS),
          hasOrNull("assignee", ID, "user; null for nobody"),
          hasOrNull("verdict", VERDICT, "what it turned out to be"),
          hasOrNull("verdictWhy", WORDS, ""),
          hasOrNull("verdictBy", ID, ""),
          hasOrNull("verdictAt", TIME, ""),
          has("changedSinceVerdict", FLAG, "whether late evidence changed the case since"),
          hasOrNull("snoozedUntil", TIME, "when to look again"),
          hasOrNull("changed", TIME, "when somebody last changed this"));

  private static final Shape.Form ROW =
      form(
          has("id", ID),
          has("shortId", text(1, 40)),
          has("revision", COUNT),
          has("state", STATE),
          has("title", WORDS),
          has("shortTitle", WORDS),
          has("severity", SEVERITY),
          has("confidence", text(1, 10)),
          has("chance", NUMBER, "a scale from 0 to 0.999"),
          hasOrNull("due", TIME, "when somebody should have looked; null without a deadline"),
          has("origins", many(ID)),
          has("accounts", many(ID)),
          has("accountNames", free("names by id")),
          has("start", TIME),
          has("end", TIME),
          has("raised", TIME),
          has("findingCount", COUNT),
          has("live", COUNT, "credentials known to work"),
          hasOrNull("liveUntil", TIME, "when the last session of them ends"),
          has("work", WORK));

  /** The members of docs/cases.md. */
  private static final Shape.Form CASE =
      form(
          has("id", ID),
          has("shortId", text(1, 40)),
          has("revision", COUNT),
          has("title", WORDS),
          has("shortTitle", WORDS),
          has("severity", SEVERITY),
          has("confidence", text(1, 10)),
          has("chance", NUMBER),
          mayHave("lookWithinMinutes", COUNT, ""),
          has("origins", many(ID)),
          has("accounts", many(ID)),
          has("start", TIME),
          has("end", TIME),
          has("raised", TIME),
          has("findings", many(ID)),
          has("findingCount", COUNT),
          has("suppressed", many(ID)),
          has("evidence", many(ID)),
          has("story", many(free("time, text, eventID"))),
          has("attack", many(free("technique, version"))),
          has("reached", many(ID)),
          has("checkFirst", many(WORDS)),
          has("weights", many(free("id, family, chance, notes"))),
          has("actors", many(free("identity, type, name, workload"))),
          has("accountNames", free("names by id")),
          has("summary", free("who, since, from, entry, reached, unknown")),
          has("acts", many(free("time, text, verb, object, quantity, eventIDs, …"))),
          has("actCount", COUNT),
          has("sessions", many(free("one tree, a parent before its children"))),
          has("sessionCount", COUNT),
          has("asOf", TIME),
          has("live", many(free("id, roleArn, roleName, until, untilDeleted"))),
          has("places", many(free("address, kind, city, country, asn, own, …"))),
          has("placeCount", COUNT),
          has("relatedCases", many(free("id, shortId, title, start, by"))),
          has("relatedCaseCount", COUNT),
          mayHave("madeWith", free("estate, settings"), "left out where they are not known"),
          mayHave("mergedInto", ID, "the case that took this one up"));

  static final Shape.Form COMMENT =
      form(has("number", COUNT), has("time", TIME), has("user", ID), has("text", WORDS));

  private static final Shape.Form HISTORY =
      form(
          has("time", TIME),
          has("user", ID),
          has("action", text(1, 40)),
          hasOrNull("before", WORDS, ""),
          hasOrNull("after", WORDS, ""));

  private static final Shape.Form JUDGED =
      form(
          has("case", ID),
          has("verdict", VERDICT),
          has("at", TIME),
          has("by", ID),
          has("why", WORDS),
          has("findings", many(ID)));

  private final CaseAnswers answers;

  CaseRoutes(CaseAnswers answers) {
    this.answers = answers;
  }

  List<Route> routes() {
    return List.of(
        Route.of(Verb.GET, "/cases", Permission.READ, "cases", "Cases, the last raised first.")
            .query("severity", SEVERITY, "least severity")
            .query("state", STATE, "only of this state; those that hold if left out")
            .query("since", TIME, "only raised from then on")
            .query("until", TIME, "only raised before")
            .query("status", STATUS, "only of this status of work")
            .query("assignee", ID, "only assigned to this user and not closed")
            .query("after", ID, "`next` of a former answer")
            .query("limit", whole(1, PAGE_MAX), "most cases; " + PAGE + " if left out")
            .gives(
                form(
                    has("cases", many(ROW)),
                    mayHave("next", ID, "to go on behind these; left out at the end")),
                answers::cases),
        Route.of(
                Verb.GET,
                "/cases/{id}",
                Permission.READ,
                "case",
                "One case by its id or short id, with what people did with it.")
            .path("id", ID, "of the case")
            .gives(
                form(
                    has("state", STATE),
                    has("revision", COUNT),
                    has("case", CASE),
                    has("work", WORK),
                    has("comments", many(COMMENT)),
                    has("history", many(HISTORY), "what people did, the last first")),
                answers::one),
        Route.of(
                Verb.PATCH,
                "/cases/{id}/work",
                Permission.WORK_CASES,
                "workCase",
                "Assign a case, say how far it is, judge it, or put it off.")
            .path("id", ID, "of the case")
            .takes(
                form(
                    has("version", COUNT, "of the work that the change is made of"),
                    mayHave("status", STATUS, "`closed` takes a verdict"),
                    mayHaveOrNull("assignee", ID, "a user; null for nobody"),
                    mayHaveOrNull("verdict", VERDICT, "null takes it back"),
                    mayHave("why", text(3, 2000), "of a verdict; needed with one"),
                    mayHaveOrNull("snoozedUntil", TIME, "within 30 days; null for now")))
            .gives(WORK, answers::work),
        Route.of(
                Verb.POST,
                "/cases/{id}/comments",
                Permission.WORK_CASES,
                "comment",
                "Say something about a case.")
            .path("id", ID, "of the case")
            .takes(form(has("text", text(1, 10_000))))
            .makes(COMMENT, answers::comment),
        Route.of(
                Verb.GET,
                "/verdicts",
                Permission.READ,
                "verdicts",
                "Judged cases with their findings, the last first: what `tune --verdicts` reads.")
            .query("limit", whole(1, 10_000), "most cases; 10000 if left out")
            .gives(form(has("verdicts", many(JUDGED))), answers::verdicts));
  }
}
