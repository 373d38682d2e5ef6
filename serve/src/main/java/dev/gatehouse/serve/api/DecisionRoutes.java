package dev.gatehouse.serve.api;

import static dev.gatehouse.serve.api.Shapes.COUNT;
import static dev.gatehouse.serve.api.Shapes.FLAG;
import static dev.gatehouse.serve.api.Shapes.ID;
import static dev.gatehouse.serve.api.Shapes.TIME;
import static dev.gatehouse.serve.api.Shapes.form;
import static dev.gatehouse.serve.api.Shapes.has;
import static dev.gatehouse.serve.api.Shapes.hasOrNull;
import static dev.gatehouse.serve.api.Shapes.many;
import static dev.gatehouse.serve.api.Shapes.mayHave;
import static dev.gatehouse.serve.api.Shapes.text;
import static dev.gatehouse.serve.api.Shapes.whole;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.access.Permission;
import dev.gatehouse.serve.api.Route.Verb;
import dev.gatehouse.serve.work.Approval;
import dev.gatehouse.serve.work.DecisionStore;
import dev.gatehouse.serve.work.Silence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What somebody decided to let be for a while: findings, and ways that are not documented. */
final class DecisionRoutes {
  private static final Duration SUPPRESSION_MAX = Duration.ofDays(366);
  private static final int APPROVAL_DAYS_MAX = 30;
  private static final int DEPTH_MAX = 99;
  private static final Shape WHY = text(10, 1000);
  private static final Shape PARTY =
      Shapes.text(
          1024,
          "(?:arn:[^\\s*?]+|\\d{12}|(?:federated|service|identitycenter):[^\\s*?]+)",
          "one ARN, account, `federated:PROVIDER/SUBJECT`, `service:PRINCIPAL` or"
              + " `identitycenter:STORE/USER`, without wildcards");
  private static final Shape ROLE_ARN =
      Shapes.text(1024, "arn:aws[a-z-]*:iam::\\d{12}:role/[^\\s*?]+", "the ARN of one role");

  private static final Shape.Form SUPPRESSION =
      form(
          has("number", COUNT),
          hasOrNull("detector", ID, "null for any"),
          hasOrNull("identity", ID, "with `*`; null for anybody"),
          hasOrNull("account", ID, "null for any"),
          has("why", WHY),
          has("approvedBy", ID),
          has("made", TIME),
          has("until", TIME),
          hasOrNull("ended", TIME, "when somebody ended it before its time"),
          has("holds", FLAG));

  private static final Shape.Form APPROVAL =
      form(
          has("number", COUNT),
          has("source", ID),
          has("target", ID),
          hasOrNull("maxDepth", COUNT, "role sessions from home to the target; null for any"),
          has("why", WHY),
          has("approvedBy", ID),
          has("made", TIME),
          has("until", TIME),
          hasOrNull("ended", TIME, "when somebody ended it before its time"),
          has("holds", FLAG));

  private final DecisionStore store;
  private final Set<String> detections;
  private final ChangeFeed feed;
  private final Clock clock;

  /**
   * @param detections ids of those there are
   */
  DecisionRoutes(DecisionStore store, Set<String> detections, ChangeFeed feed, Clock clock) {
    this.store = store;
    this.detections = detections;
    this.feed = feed;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.of(
                Verb.GET,
                "/suppressions",
                Permission.READ,
                "suppressions",
                "What was suppressed, also what has ended.")
            .gives(
                form(has("suppressions", many(SUPPRESSION))),
                call ->
                    Answer.of(
                        JsonWriter.object(
                            "suppressions",
                            store.suppressions().stream().map(this::told).toList()))),
        Route.of(
                Verb.POST,
                "/suppressions",
                Permission.SUPPRESS,
                "suppress",
                "Say that certain findings need nobody's attention until a time. Nothing is"
                    + " hidden.")
            .takes(
                form(
                    mayHave("detector", ID, "id of a detection; this or `identity` is needed"),
                    mayHave("identity", ID, "who acts or is behind it, `*` allowed"),
                    mayHave("account", text(12, 12), "acted in"),
                    has("why", WHY),
                    has("until", TIME)))
            .makes(SUPPRESSION, this::suppress),
        Route.of(
                Verb.DELETE,
                "/suppressions/{number}",
                Permission.SUPPRESS,
                "endSuppression",
                "End a suppression before its time.")
            .path("number", whole(1, Integer.MAX_VALUE), "of the suppression")
            .gives(SUPPRESSION, this::endSuppression),
        Route.of(
                Verb.GET,
                "/trust/approvals",
                Permission.READ,
                "approvals",
                "Exceptions from the documented trust, also those that have ended.")
            .gives(
                form(has("approvals", many(APPROVAL))),
                call ->
                    Answer.of(
                        JsonWriter.object(
                            "approvals", store.approvals().stream().map(this::told).toList()))),
        Route.of(
                Verb.POST,
                "/trust/approvals",
                Permission.APPROVE_TRUST,
                "approveTrust",
                "Approve that somebody becomes a role for some days, though nothing documents it.")
            .takes(
                form(
                    has("source", PARTY),
                    has("target", ROLE_ARN),
                    mayHave(
                        "maxDepth", whole(1, DEPTH_MAX), "role sessions from home to the target"),
                    has("why", WHY),
                    has("days", whole(1, APPROVAL_DAYS_MAX))))
            .makes(APPROVAL, this::approve),
        Route.of(
                Verb.DELETE,
                "/trust/approvals/{number}",
                Permission.APPROVE_TRUST,
                "endApproval",
                "End an approval before its time.")
            .path("number", whole(1, Integer.MAX_VALUE), "of the approval")
            .gives(APPROVAL, this::endApproval));
  }

  private JsonMap told(Silence one) {
    return JsonWriter.object(
        "number", one.number(),
        "detector", one.detector(),
        "identity", one.identity(),
        "account", one.account(),
        "why", one.why(),
        "approvedBy", one.approvedBy(),
        "made", one.made().toString(),
        "until", one.until().toString(),
        "ended", written(one.ended()),
        "holds", one.end().isAfter(clock.instant()));
  }

  private JsonMap told(Approval one) {
    return JsonWriter.object(
        "number", one.number(),
        "source", one.source(),
        "target", one.target(),
        "maxDepth", one.maxDepth(),
        "why", one.why(),
        "approvedBy", one.approvedBy(),
        "made", one.made().toString(),
        "until", one.until().toString(),
        "ended", written(one.ended()),
        "holds", one.end().isAfter(clock.instant()));
  }

  private static @Nullable String written(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private Answer suppress(Call call) {
    Instant now = clock.instant();
    Instant until = Objects.requireNonNull(call.toldTime("until"));
    String detector = call.toldOrNull("detector");
    String identity = call.toldOrNull("identity");
    if (detector == null && identity == null) {
      throw ApiError.bad("Name a `detector` or an `identity`, or it would cover everything.");
    }
    if (detector != null && !detections.contains(detector)) {
      throw ApiError.bad("There is no detection of that id.");
    }
    if (detector == null && identity != null && identity.replaceAll("[*?:/]", "").isEmpty()) {
      throw ApiError.bad("`identity` must name somebody, or it would cover everything.");
    }
    if (!until.isAfter(now) || until.isAfter(now.plus(SUPPRESSION_MAX))) {
      throw ApiError.bad("`until` must lie within a year from now.");
    }
    Silence made =
        store
            .add(
                new Silence(
                    0,
                    detector,
                    identity,
                    call.toldOrNull("account"),
                    call.told("why"),
                    call.who().user(),
                    now,
                    until,
                    null),
                call.who().actor())
            .orElseThrow(DecisionRoutes::full);
    feed.tell("decision", "suppression " + made.number());
    return Answer.made(told(made));
  }

  private static ApiError full() {
    return ApiError.conflict("Too many of them hold; end some first.");
  }

  private Answer endSuppression(Call call) {
    Optional<Silence> ended = store.endSuppression(call.whole("number", 0), call.who().actor());
    feed.tell("decision", "suppression " + call.whole("number", 0));
    return Answer.of(
        told(ended.orElseThrow(() -> ApiError.notFound("No such suppression holds."))));
  }

  private Answer approve(Call call) {
    Instant now = clock.instant();
    Long depth = call.toldWhole("maxDepth");
    long days = Objects.requireNonNull(call.toldWhole("days"));
    Approval made =
        store
            .add(
                new Approval(
                    0,
                    call.told("source"),
                    call.told("target"),
                    depth == null ? null : depth.intValue(),
                    call.told("why"),
                    call.who().user(),
                    now,
                    now.plus(Duration.ofDays(days)),
                    null),
                call.who().actor())
            .orElseThrow(DecisionRoutes::full);
    feed.tell("decision", "approval " + made.number());
    return Answer.made(told(made));
  }

  private Answer endApproval(Call call) {
    Optional<Approval> ended = store.endApproval(call.whole("number", 0), call.who().actor());
    feed.tell("decision", "approval " + call.whole("number", 0));
    return Answer.of(told(ended.orElseThrow(() -> ApiError.notFound("No such approval holds."))));
  }
}
