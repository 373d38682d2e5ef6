package dev.gatehouse.serve.api;

import static dev.gatehouse.serve.api.Shapes.WORDS;
import static dev.gatehouse.serve.api.Shapes.form;
import static dev.gatehouse.serve.api.Shapes.free;
import static dev.gatehouse.serve.api.Shapes.has;
import static dev.gatehouse.serve.api.Shapes.many;
import static dev.gatehouse.serve.api.Shapes.text;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.access.Permission;
import dev.gatehouse.serve.api.Route.Reply;
import dev.gatehouse.serve.api.Route.Verb;
import dev.gatehouse.serve.http.HealthReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How the server is doing: for whoever watches it, and in few words for whoever asks. */
final class HealthRoutes {
  private static final int DEGRADED = 503;

  private final Supplier<HealthReport> health;
  private final LongSupplier refused;

  /**
   * @param refused how many requests were refused because there were too many
   */
  HealthRoutes(Supplier<HealthReport> health, LongSupplier refused) {
    this.health = health;
    this.refused = refused;
  }

  List<Route> routes() {
    return List.of(
        Route.at(
                "/health",
                Permission.ANYONE,
                "alive",
                "Whether everything works: 200, or 503 and no more than that.")
            .gives(form(has("status", text(1, 20), "`ok` or `degraded`")), call -> alive()),
        Route.of(
                Verb.GET,
                "/health",
                Permission.READ,
                "health",
                "How far everything is, and what does not work.")
            .gives(
                form(
                    has("status", text(1, 20), "`ok` or `degraded`"),
                    has("problems", many(WORDS)),
                    has("details", free("numbers, see docs/operate.md"))),
                call -> report()),
        Route.at("/metrics", Permission.READ, "metrics", "The same for Prometheus.")
            .build(
                new Reply.Document("The Prometheus text format, version 0.0.4."),
                call -> metrics()));
  }

  private Answer alive() {
    boolean ok = health.get().ok();
    Answer answer = Answer.of(JsonWriter.object("status", ok ? "ok" : "degraded"));
    return ok ? answer : answer.as(DEGRADED);
  }

  private Answer report() {
    HealthReport report = health.get();
    return Answer.of(
        JsonWriter.object(
            "status", report.ok() ? "ok" : "degraded",
            "problems", report.problems(),
            "details", report.details()));
  }

  private Answer metrics() {
    List<String> lines = new ArrayList<>(health.get().metrics());
    lines.add("# HELP gatehouse_requests_refused_total Requests that came too often.");
    lines.add("# TYPE gatehouse_requests_refused_total counter");
    lines.add("gatehouse_requests_refused_total " + refused.getAsLong());
    return Answer.document("text/plain; version=0.0.4", String.join("\n", lines) + "\n");
  }
}
