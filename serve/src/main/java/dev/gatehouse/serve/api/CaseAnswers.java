package dev.gatehouse.serve.api;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.RelatedCases;
import dev.gatehouse.core.cases.session.CaseSession;
import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.output.finding.CaseJson;
import dev.gatehouse.output.finding.MadeWith;
import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.access.AccessStore;
import dev.gatehouse.serve.access.User;
import dev.gatehouse.serve.audit.AuditLog;
import dev.gatehouse.serve.store.After;
import dev.gatehouse.serve.store.CaseQuery;
import dev.gatehouse.serve.store.ResultStore;
import dev.gatehouse.serve.store.StoredCase;
import dev.gatehouse.serve.work.CaseWork;
import dev.gatehouse.serve.work.Comment;
import dev.gatehouse.serve.work.Status;
import dev.gatehouse.serve.work.Verdict;
import dev.gatehouse.serve.work.WorkStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Answers of the routes of cases. */
final class CaseAnswers {
  private static final int HISTORY_MAX = 200;
  private static final int VERDICTS_MAX = 10_000;

  /** So many pages are looked through for cases that nobody has touched. */
  private static final int PAGES_MAX = 20;

  private static final Duration SNOOZE_MAX = Duration.ofDays(30);

  private final ResultStore results;
  private final WorkStore works;
  private final AccessStore users;
  private final AuditLog log;
  private final ChangeFeed feed;
  private final Clock clock;
  private final RelatedCache related;

  CaseAnswers(
      ResultStore results,
      WorkStore works,
      AccessStore users,
      AuditLog log,
      ChangeFeed feed,
      Clock clock) {
    this.results = results;
    this.works = works;
    this.users = users;
    this.log = log;
    this.feed = feed;
    this.clock = clock;
    this.related = new RelatedCache(results);
  }

  Answer cases(Call call) {
    int limit = (int) call.whole("limit", CaseRoutes.PAGE);
    String status = call.textOrNull("status");
    String assignee = call.textOrNull("assignee");
    CaseQuery query = query(call, limit);
    if (assignee != null || (status != null && !status.equals(Status.NEW.word()))) {
      return touched(query, status, assignee);
    }
    List<StoredCase> found = new ArrayList<>();
    After next = query.after();
    boolean isMore = true;
    for (int page = 0; isMore && found.size() < limit && page < PAGES_MAX; page++) {
      List<StoredCase> cases = results.cases(at(query, next));
      isMore = cases.size() == limit;
      Map<String, CaseWork> work = works.of(cases.stream().map(each -> each.told().id()).toList());
      for (StoredCase one : cases) {
        if (found.size() == limit) {
          isMore = true;
          break;
        }
        next = new After(one.told().raised(), one.told().id());
        if (status == null
            || Objects.requireNonNull(work.get(one.told().id())).status() == Status.NEW) {
          found.add(one);
        }
      }
    }
    JsonMap answer = JsonWriter.object("cases", rows(found));
    return Answer.of(answer.andIfKnown("next", isMore && next != null ? next.text() : null));
  }

  /** What people have in hand is little: it is looked up by the work and then held to the query. */
  private Answer touched(CaseQuery query, @Nullable String status, @Nullable String assignee) {
    List<String> ids =
        assignee != null
            ? works.assignedTo(assignee, CaseRoutes.PAGE_MAX)
            : works.withStatus(
                Status.of(String.valueOf(status)).orElseThrow(), CaseRoutes.PAGE_MAX);
    List<StoredCase> found = new ArrayList<>();
    for (String id : ids) {
      boolean isOfStatus = status == null || works.of(id).status().word().equals(status);
      results.caseOf(id).filter(one -> isOfStatus && fits(one, query)).ifPresent(found::add);
    }
    found.sort(
        Comparator.comparing((StoredCase one) -> one.told().raised())
            .thenComparing(one -> one.told().id())
            .reversed());
    return Answer.of(
        JsonWriter.object("cases", rows(found.stream().limit(query.limit()).toList())));
  }

  private static boolean fits(StoredCase one, CaseQuery query) {
    Case told = one.told();
    return told.severity().compareTo(query.atLeast()) >= 0
        && (query.state() == null ? one.state() != State.WITHDRAWN : one.state() == query.state())
        && !told.raised().isBefore(query.since())
        && told.raised().isBefore(query.until());
  }

  private static CaseQuery query(Call call, int limit) {
    Instant since = call.time("since");
    Instant until = call.time("until");
    return new CaseQuery(
        severity(call),
        state(call),
        since == null ? Instant.MIN : since,
        until == null ? Instant.MAX : until,
        after(call),
        limit);
  }

  static Severity severity(Call call) {
    String word = call.textOrNull("severity");
    for (Severity severity : Severity.values()) {
      if (severity.word().equals(word)) {
        return severity;
      }
    }
    return Severity.LOW;
  }

  static @Nullable State state(Call call) {
    String word = call.textOrNull("state");
    for (State state : State.values()) {
      if (state.word().equals(word)) {
        return state;
      }
    }
    return null;
  }

  static @Nullable After after(Call call) {
    String text = call.textOrNull("after");
    return text == null
        ? null
        : After.parse(text)
            .orElseThrow(() -> ApiError.bad("`after` must be `next` of a former answer."));
  }

  private static CaseQuery at(CaseQuery query, @Nullable After after) {
    return new CaseQuery(
        query.atLeast(), query.state(), query.since(), query.until(), after, query.limit());
  }

  private List<JsonMap> rows(List<StoredCase> cases) {
    Map<String, CaseWork> work = works.of(cases.stream().map(each -> each.told().id()).toList());
    Instant asOf = results.newest();
    return cases.stream()
        .map(one -> row(one, Objects.requireNonNull(work.get(one.told().id())), asOf))
        .toList();
  }

  private static JsonMap row(StoredCase one, CaseWork work, Instant asOf) {
    Case told = one.told();
    List<CaseSession> live =
        told.details().sessions().stream().filter(session -> session.isLive(asOf)).toList();
    Instant last =
        live.stream()
            .map(CaseSession::expiresAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
    return JsonWriter.object(
        "id", told.id(),
        "shortId", told.shortId(),
        "revision", one.revision(),
        "state", one.state().word(),
        "title", told.title(),
        "shortTitle", told.shortTitle(),
        "severity", told.severity().word(),
        "confidence", told.confidence().word(),
        "chance", Math.min(Math.round(told.chance() * 1000), 999) / 1000.0,
        "due", told.lookWithin() == null ? null : told.raised().plus(told.lookWithin()).toString(),
        "origins", told.origins(),
        "accounts", told.accounts(),
        "accountNames", told.details().accountNames(),
        "start", told.start().toString(),
        "end", told.end().toString(),
        "raised", told.raised().toString(),
        "findingCount", told.findingCount(),
        "live", live.size(),
        "liveUntil", last == null ? null : last.toString(),
        "work", work(work, one.revision()));
  }

  private static JsonMap work(CaseWork work, int revision) {
    return JsonWriter.object(
        "version", work.version(),
        "status", work.status().word(),
        "assignee", work.assignee(),
        "verdict", work.verdict() == null ? null : work.verdict().word(),
        "verdictWhy", work.verdictWhy(),
        "verdictBy", work.verdictBy(),
        "verdictAt", written(work.verdictAt()),
        "changedSinceVerdict", work.verdict() != null && revision > work.verdictRevision(),
        "snoozedUntil", written(work.snoozedUntil()),
        "changed", written(work.changed()));
  }

  private static @Nullable String written(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private StoredCase found(Call call) {
    return results
        .caseOf(call.text("id"))
        .orElseThrow(() -> ApiError.notFound("There is no case of that id."));
  }

  Answer one(Call call) {
    StoredCase found = found(call);
    String id = found.told().id();
    RelatedCases.Found others = related.of(found.told());
    Instant asOf = results.newest();
    JsonMap rest =
        JsonWriter.object(
            "work", work(works.of(id), found.revision()),
            "comments", works.comments(id).stream().map(CaseAnswers::comment).toList(),
            "history",
                log.entries(OptionalLong.empty(), null, id, HISTORY_MAX).stream()
                    .map(UserRoutes::entry)
                    .map(CaseAnswers::withoutNetwork)
                    .toList());
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("state", found.state().word());
          json.writeNumberField("revision", found.revision());
          json.writeFieldName("case");
          CaseJson.write(json, found.told(), others, asOf, MadeWith.UNKNOWN);
          for (Map.Entry<String, @Nullable Object> each : rest.entrySet()) {
            json.writeFieldName(each.getKey());
            JsonWriter.value(json, each.getValue());
          }
          json.writeEndObject();
        });
  }

  /** Where colleagues sit is the auditors' business. */
  private static JsonMap withoutNetwork(JsonMap entry) {
    List.of("number", "via", "address", "subject", "hash").forEach(entry::remove);
    return entry;
  }

  private static JsonMap comment(Comment comment) {
    return JsonWriter.object(
        "number", comment.number(),
        "time", comment.time().toString(),
        "user", comment.user(),
        "text", comment.text());
  }

  Answer work(Call call) {
    StoredCase found = found(call);
    Case told = found.told();
    if (told.mergedInto() != null) {
      throw ApiError.conflict("This case was taken up by `" + told.mergedInto() + "`; work there.");
    }
    CaseWork before = works.of(told.id());
    long version = Objects.requireNonNull(call.toldWhole("version"));
    CaseWork now = changed(call, before, found.revision(), version);
    CaseWork kept =
        works
            .change(now, told.findings(), call.who().actor())
            .orElseThrow(
                () -> ApiError.conflict("Somebody else changed this meanwhile; look again."));
    feed.tell("work", told.id());
    return Answer.of(work(kept, found.revision()));
  }

  private CaseWork changed(Call call, CaseWork before, int revision, long version) {
    Map<String, @Nullable Object> body = call.body();
    String assignee =
        body.containsKey("assignee") ? assignee(call.toldOrNull("assignee")) : before.assignee();
    Verdict verdict = before.verdict();
    boolean isJudged = body.containsKey("verdict");
    String word = call.toldOrNull("verdict");
    if (isJudged) {
      verdict = word == null ? null : Verdict.of(word).orElseThrow();
      if (verdict != null && call.toldOrNull("why") == null) {
        throw ApiError.bad("A verdict needs `why`.");
      }
    }
    String statusWord = call.toldOrNull("status");
    Status status = statusWord == null ? before.status() : Status.of(statusWord).orElseThrow();
    if (status == Status.CLOSED && verdict == null) {
      throw ApiError.bad("A case is closed with a verdict: true, benign or false.");
    }
    boolean isKept = !isJudged;
    boolean isNone = verdict == null;
    return new CaseWork(
        before.caseId(),
        version,
        status,
        assignee,
        verdict,
        isKept ? before.verdictWhy() : isNone ? null : call.toldOrNull("why"),
        isKept ? before.verdictBy() : isNone ? null : call.who().user(),
        isKept ? before.verdictAt() : isNone ? null : clock.instant(),
        isKept ? before.verdictRevision() : isNone ? 0 : revision,
        body.containsKey("snoozedUntil") ? snooze(call) : before.snoozedUntil(),
        before.changed());
  }

  private @Nullable String assignee(@Nullable String typed) {
    if (typed == null) {
      return null;
    }
    return users
        .user(User.normalized(typed))
        .filter(user -> !user.disabled())
        .map(User::name)
        .orElseThrow(() -> ApiError.bad("There is no such user to assign to."));
  }

  private @Nullable Instant snooze(Call call) {
    Instant until = call.toldTime("snoozedUntil");
    Instant now = clock.instant();
    if (until != null && (!until.isAfter(now) || until.isAfter(now.plus(SNOOZE_MAX)))) {
      throw ApiError.bad("`snoozedUntil` must lie within 30 days from now.");
    }
    return until;
  }

  Answer comment(Call call) {
    String id = found(call).told().id();
    Comment made =
        works
            .comment(id, call.told("text"), call.who().actor())
            .orElseThrow(() -> ApiError.conflict("This case has too many comments."));
    feed.tell("work", id);
    return Answer.made(comment(made));
  }

  Answer verdicts(Call call) {
    return Answer.of(
        JsonWriter.object(
            "verdicts",
            works.judged((int) call.whole("limit", VERDICTS_MAX)).stream()
                .map(
                    one ->
                        JsonWriter.object(
                            "case", one.caseId(),
                            "verdict", one.verdict().word(),
                            "at", one.at().toString(),
                            "by", one.by(),
                            "why", one.why(),
                            "findings", one.findings()))
                .toList()));
  }
}
