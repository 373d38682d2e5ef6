package dev.gatehouse.serve.api;

import static dev.gatehouse.serve.api.Shapes.COUNT;
import static dev.gatehouse.serve.api.Shapes.FLAG;
import static dev.gatehouse.serve.api.Shapes.ID;
import static dev.gatehouse.serve.api.Shapes.TIME;
import static dev.gatehouse.serve.api.Shapes.WORDS;
import static dev.gatehouse.serve.api.Shapes.form;
import static dev.gatehouse.serve.api.Shapes.free;
import static dev.gatehouse.serve.api.Shapes.has;
import static dev.gatehouse.serve.api.Shapes.many;
import static dev.gatehouse.serve.api.Shapes.mayHave;
import static dev.gatehouse.serve.api.Shapes.text;
import static dev.gatehouse.serve.api.Shapes.whole;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.access.AccessStore;
import dev.gatehouse.serve.access.Permission;
import dev.gatehouse.serve.api.Route.Verb;
import dev.gatehouse.serve.audit.Action;
import dev.gatehouse.serve.evidence.Credentials;
import dev.gatehouse.serve.evidence.RecordReader;
import dev.gatehouse.serve.store.After;
import dev.gatehouse.serve.store.EvidenceStore;
import dev.gatehouse.serve.store.FindingQuery;
import dev.gatehouse.serve.store.ResultStore;
import dev.gatehouse.serve.store.SetAside;
import dev.gatehouse.serve.store.StoredFinding;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Findings, the records behind them, and what could not be read. */
final class FindingRoutes {
  private static final int PAGE = 100;
  private static final int PAGE_MAX = 1000;
  private static final Shape LIMIT = whole(1, PAGE_MAX);

  /** The members that docs/cli.md promises of `detect --format jsonl`. */
  private static final Shape FINDING =
      free("a finding as `detect --format jsonl` tells it, see docs/cli.md");

  private static final Shape.Form HIT =
      form(has("eventID", ID), has("time", TIME), has("account", WORDS), has("call", WORDS));

  private static final Shape.Form SET_ASIDE =
      form(
          has("number", COUNT),
          has("received", TIME),
          has("source", WORDS),
          has("unit", WORDS),
          has("reason", text(1, 40)),
          has("detail", WORDS),
          has("start", WORDS, "the first bytes, credentials masked"));

  private final ResultStore results;
  private final EvidenceStore evidence;
  private final RecordReader records;
  private final AccessStore audit;

  FindingRoutes(
      ResultStore results, EvidenceStore evidence, RecordReader records, AccessStore audit) {
    this.results = results;
    this.evidence = evidence;
    this.records = records;
    this.audit = audit;
  }

  List<Route> routes() {
    return List.of(
        Route.of(
                Verb.GET,
                "/findings",
                Permission.READ,
                "findings",
                "Findings, the last raised first.")
            .query("severity", CaseRoutes.SEVERITY, "least severity")
            .query("state", CaseRoutes.STATE, "only of this state; those that hold if left out")
            .query("detector", ID, "only of this detection")
            .query("account", ID, "only in this account")
            .query("about", ID, "only those whose identity or origin this is")
            .query("shadow", Shapes.FLAG, "whether those that count for nothing are wanted, too")
            .query("since", TIME, "only raised from then on")
            .query("until", TIME, "only raised before")
            .query("after", ID, "`next` of a former answer")
            .query("limit", LIMIT, "most findings; " + PAGE + " if left out")
            .gives(
                form(
                    has("findings", many(FINDING)),
                    mayHave("next", ID, "to go on behind these; left out at the end")),
                this::findings),
        Route.of(Verb.GET, "/findings/{id}", Permission.READ, "finding", "One finding.")
            .path("id", ID, "of the finding")
            .gives(form(has("finding", FINDING), has("counts", FLAG)), this::finding),
        Route.of(
                Verb.GET,
                "/record",
                Permission.READ_RECORDS,
                "record",
                "A CloudTrail record as it came, credentials masked; who looked is written down.")
            .query("id", ID, "its event id")
            .gives(
                form(
                    has("eventID", ID),
                    has("received", TIME),
                    has("source", WORDS),
                    has("unit", WORDS, "file or message that it came in"),
                    has("record", free("in CloudTrail's own words"))),
                this::record),
        Route.of(
                Verb.GET,
                "/search",
                Permission.READ_RECORDS,
                "search",
                "Records that hold all words: a key id, ARN, address, name, call or free text.")
            .query("q", text(2, 500), "the words")
            .query("limit", LIMIT, "most records; " + PAGE + " if left out")
            .gives(form(has("records", many(HIT))), this::search),
        Route.of(
                Verb.GET,
                "/set-aside",
                Permission.READ,
                "setAside",
                "What could not be taken in, the last first.")
            .query("before", whole(1, Long.MAX_VALUE), "only of a smaller number")
            .query("limit", LIMIT, "most pieces; " + PAGE + " if left out")
            .gives(form(has("setAside", many(SET_ASIDE))), this::setAside));
  }

  private Answer findings(Call call) {
    int limit = (int) call.whole("limit", PAGE);
    Instant since = call.time("since");
    Instant until = call.time("until");
    List<StoredFinding> found =
        results.findings(
            new FindingQuery(
                CaseAnswers.severity(call),
                CaseAnswers.state(call),
                call.textOrNull("detector"),
                call.textOrNull("account"),
                call.textOrNull("about"),
                Boolean.TRUE.equals(call.parameters().get("shadow")),
                since == null ? Instant.MIN : since,
                until == null ? Instant.MAX : until,
                CaseAnswers.after(call),
                limit));
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("findings");
          for (StoredFinding finding : found) {
            json.writeRawValue(Credentials.masked(finding.json()));
          }
          json.writeEndArray();
          if (found.size() == limit) {
            StoredFinding last = found.get(found.size() - 1);
            json.writeStringField("next", new After(last.raised(), last.id()).text());
          }
          json.writeEndObject();
        });
  }

  private Answer finding(Call call) {
    StoredFinding found =
        results
            .finding(call.text("id"))
            .orElseThrow(() -> ApiError.notFound("There is no finding of that id."));
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeFieldName("finding");
          json.writeRawValue(Credentials.masked(found.json()));
          json.writeBooleanField("counts", found.counts());
          json.writeEndObject();
        });
  }

  private Answer record(Call call) throws IOException {
    String id = needed(call, "id");
    RecordReader.Shown shown =
        records.find(id).orElseThrow(() -> ApiError.notFound("There is no record of that id."));
    audit.note(call.who().actor(), Action.RECORDS_READ, id, "one record");
    return Answer.of(
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

  static String needed(Call call, String name) {
    String text = call.textOrNull(name);
    if (text == null) {
      throw ApiError.bad("The parameter `" + name + "` is missing.");
    }
    return text;
  }

  private Answer search(Call call) {
    String words = needed(call, "q");
    List<EvidenceStore.Hit> hits = evidence.search(words, (int) call.whole("limit", PAGE));
    audit.note(call.who().actor(), Action.RECORDS_READ, "search", words);
    List<JsonMap> rows =
        hits.stream()
            .map(
                hit ->
                    JsonWriter.object(
                        "eventID", hit.eventId(),
                        "time", Instant.ofEpochSecond(hit.epochSecond()).toString(),
                        "account", hit.account(),
                        "call", hit.call()))
            .toList();
    return Answer.of(JsonWriter.object("records", rows));
  }

  private Answer setAside(Call call) {
    List<SetAside> all =
        results.setAside(call.whole("before", Long.MAX_VALUE), (int) call.whole("limit", PAGE));
    List<JsonMap> rows =
        all.stream()
            .map(
                one ->
                    JsonWriter.object(
                        "number", one.number(),
                        "received", one.received().toString(),
                        "source", one.source(),
                        "unit", one.unit(),
                        "reason", one.reason(),
                        "detail", one.detail(),
                        "start", Credentials.masked(one.start())))
            .toList();
    return Answer.of(JsonWriter.object("setAside", rows));
  }
}
