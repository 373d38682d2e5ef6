package dev.gatehouse.serve.api;

import dev.gatehouse.estate.Estate;
import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.access.Access;
import dev.gatehouse.serve.access.Permission;
import dev.gatehouse.serve.api.Route.Reply;
import dev.gatehouse.serve.api.Route.Verb;
import dev.gatehouse.serve.audit.AuditedDatabase;
import dev.gatehouse.serve.evidence.RecordReader;
import dev.gatehouse.serve.http.HealthReport;
import dev.gatehouse.serve.source.EventsSource;
import dev.gatehouse.serve.store.EvidenceStore;
import dev.gatehouse.serve.store.ResultStore;
import dev.gatehouse.serve.work.DecisionStore;
import dev.gatehouse.serve.work.SqliteWorkStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The whole API over what there is to show. */
public final class Api {
  /** Of the description; it changes with what programs see. */
  private static final String VERSION = "1";

  private Api() {}

  /**
   * What the API shows and changes.
   *
   * @param estate what exists, as it is now
   * @param detections ids of those there are
   * @param database of users and of what is worked on
   * @param doors sources that are sent to, each with a secret of its own
   */
  public record Parts(
      ResultStore results,
      EvidenceStore evidence,
      RecordReader records,
      Supplier<HealthReport> health,
      Supplier<Estate> estate,
      Set<String> detections,
      AuditedDatabase database,
      Access access,
      DecisionStore decisions,
      ChangeFeed feed,
      List<EventsSource> doors) {
    public Parts {
      detections = Set.copyOf(detections);
      doors = List.copyOf(doors);
    }
  }

  /**
   * A server that does not listen yet.
   *
   * @param notices takes a sentence where a request fails for a fault of ours
   */
  public static ApiServer server(
      Parts parts, ApiSettings settings, Clock clock, Consumer<String> notices) {
    Cookies cookies = new Cookies(settings.tls() != null);
    Gatekeeper gatekeeper = new Gatekeeper(parts.access(), settings, cookies, clock);
    return new ApiServer(
        routes(parts, cookies, gatekeeper, clock),
        settings,
        gatekeeper,
        new EventStreams(parts.feed()),
        new Doors(parts.doors()),
        notices);
  }

  private static List<Route> routes(
      Parts parts, Cookies cookies, Gatekeeper gatekeeper, Clock clock) {
    List<Route> routes = new ArrayList<>();
    routes.addAll(new AccountRoutes(parts.access(), cookies).routes());
    routes.addAll(new UserRoutes(parts.access(), parts.database().log()).routes());
    routes.addAll(
        new CaseRoutes(
                new CaseAnswers(
                    parts.results(),
                    new SqliteWorkStore(parts.database(), clock),
                    parts.access().store(),
                    parts.database().log(),
                    parts.feed(),
                    clock))
            .routes());
    routes.addAll(
        new FindingRoutes(
                parts.results(), parts.evidence(), parts.records(), parts.access().store())
            .routes());
    routes.addAll(
        new DecisionRoutes(parts.decisions(), parts.detections(), parts.feed(), clock).routes());
    routes.addAll(new EstateRoutes(parts.estate(), clock).routes());
    routes.addAll(new HealthRoutes(parts.health(), gatekeeper::refused).routes());
    routes.add(
        Route.of(Verb.GET, "/events", Permission.READ, "events", "What changes, as it changes.")
            .build(
                new Reply.Events(),
                call -> {
                  throw new IllegalStateException("Events are streamed, not answered.");
                }));
    JsonMap description = new JsonMap();
    routes.add(
        Route.of(
                Verb.GET,
                "/openapi.json",
                Permission.ANYONE,
                "openapi",
                "This description of the API.")
            .build(
                new Reply.Document("OpenAPI 3.1."),
                call -> Answer.of(json -> JsonWriter.value(json, description))));
    description.putAll(OpenApi.document(routes, VERSION));
    return List.copyOf(routes);
  }
}
