package dev.gatehouse.serve.api;

import static dev.gatehouse.serve.api.Shapes.COUNT;
import static dev.gatehouse.serve.api.Shapes.ID;
import static dev.gatehouse.serve.api.Shapes.WORDS;
import static dev.gatehouse.serve.api.Shapes.form;
import static dev.gatehouse.serve.api.Shapes.free;
import static dev.gatehouse.serve.api.Shapes.has;
import static dev.gatehouse.serve.api.Shapes.many;

import dev.gatehouse.estate.Account;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.admission.TrustChanges;
import dev.gatehouse.estate.graph.Reach;
import dev.gatehouse.estate.graph.Starts;
import dev.gatehouse.estate.graph.TrustGraph;
import dev.gatehouse.harden.TrustSurvey;
import dev.gatehouse.output.estate.NodeLabel;
import dev.gatehouse.output.estate.ReachJson;
import dev.gatehouse.output.estate.ReachView;
import dev.gatehouse.output.estate.TrustJson;
import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.access.Permission;
import dev.gatehouse.serve.api.Route.Verb;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What exists, who reaches what, and what is wrong with the trust of a role. */
final class EstateRoutes {
  private static final int ROWS_MAX = 5_000;
  private static final Shape.Form ACCOUNT =
      form(
          has("id", ID),
          has("name", WORDS),
          has("environment", WORDS, "empty where no tag says"),
          has("tier", WORDS, "empty where no tag says"),
          has("users", COUNT),
          has("roles", COUNT));

  private final Supplier<Estate> estate;
  private final Clock clock;
  private @Nullable Estate graphOf;
  private @Nullable TrustGraph graph;

  EstateRoutes(Supplier<Estate> estate, Clock clock) {
    this.estate = estate;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.of(Verb.GET, "/estate", Permission.READ, "estate", "What is known to exist.")
            .gives(
                form(
                    has("accounts", many(ACCOUNT)),
                    has("edges", COUNT, "documented trust"),
                    has("people", COUNT)),
                call -> estate()),
        Route.of(
                Verb.GET,
                "/estate/reach",
                Permission.READ,
                "reach",
                "What a principal reaches over all accounts, the worst first.")
            .query("from", ID, "ARN or name, `service:…`, `federated:…`, `account:…` or `anyone`")
            .gives(
                form(
                    has("reached", many(free("as `estate reach --format jsonl` tells it"))),
                    has("count", COUNT, "of all; listed are " + ROWS_MAX + " at most")),
                this::reach),
        Route.of(
                Verb.GET,
                "/harden",
                Permission.READ,
                "harden",
                "The trust of a role held against the checklist.")
            .query("role", ID, "its ARN")
            .gives(
                form(has("roles", many(free("as `estate trust --format jsonl` tells it")))),
                this::harden));
  }

  private Answer estate() {
    Estate known = estate.get();
    List<JsonMap> accounts =
        known.accounts().stream().map(account -> account(known, account)).toList();
    return Answer.of(
        JsonWriter.object(
            "accounts", accounts,
            "edges", known.trustMap().edges().size(),
            "people", known.people().size()));
  }

  private static JsonMap account(Estate known, Account account) {
    var inventory = known.inventory().account(account.id());
    return JsonWriter.object(
        "id", account.id(),
        "name", account.name(),
        "environment", known.environment(account.id()).orElse(""),
        "tier", known.tier(account.id()).orElse(""),
        "users", inventory.map(each -> each.users().size()).orElse(0),
        "roles", inventory.map(each -> each.roles().size()).orElse(0));
  }

  /** The graph of an estate is made once: asking the policy engine for all pairs takes seconds. */
  private synchronized TrustGraph graph(Estate known) {
    TrustGraph made = graph;
    if (made == null || graphOf != known) {
      made = TrustGraph.of(known.inventory());
      graph = made;
      graphOf = known;
    }
    return made;
  }

  private Answer reach(Call call) {
    String from = FindingRoutes.needed(call, "from");
    Estate known = estate.get();
    TrustGraph ways = graph(known);
    Starts starts = Starts.of(ways, from);
    if (starts.nodes().isEmpty()) {
      throw ApiError.notFound("Nobody in the estate is called that.");
    }
    if (starts.ambiguous()) {
      throw ApiError.bad("Several users or roles have this name; give the ARN of one.");
    }
    ReachView view =
        new ReachView(
            Reach.from(ways, starts.nodes(), Integer.MAX_VALUE),
            from,
            new NodeLabel(known),
            null,
            new LinkedHashSet<>(starts.nodes()));
    List<ReachView.Row> rows = view.rows();
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("reached");
          for (ReachView.Row row : rows.subList(0, Math.min(rows.size(), ROWS_MAX))) {
            json.writeRawValue(ReachJson.line(row, view));
          }
          json.writeEndArray();
          json.writeNumberField("count", rows.size());
          json.writeEndObject();
        });
  }

  private Answer harden(Call call) {
    String role = FindingRoutes.needed(call, "role");
    Estate known = estate.get();
    if (known.inventory().principal(role).isEmpty()) {
      throw ApiError.notFound("There is no such role in the estate.");
    }
    TrustSurvey survey =
        TrustSurvey.of(
            known, known.inventory(), new TrustChanges(), List.of(role), clock.instant());
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("roles");
          for (String line : TrustJson.lines(survey)) {
            json.writeRawValue(line);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
