package dev.gatehouse.serve.http;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.RelatedCases;
import dev.gatehouse.serve.evidence.RecordReader;
import dev.gatehouse.serve.store.CaseQuery;
import dev.gatehouse.serve.store.ResultStore;
import dev.gatehouse.serve.store.StoreException;
import dev.gatehouse.serve.store.StoredCase;
import dev.gatehouse.serve.store.StoredFinding;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Answers questions over HTTP, in JSON. */
public final class ApiServer implements AutoCloseable {
  private static final String JSON = "application/json";
  private static final String BASE = "/api/v1";
  private static final long BODY_BYTES_MAX = 1 << 20;

  private final Served served;
  private final RelatedCache related;
  private final Javalin javalin;

  /** A server that does not listen yet. */
  public ApiServer(Served served) {
    this.served = served;
    this.related = new RelatedCache(served.results());
    javalin = Javalin.create(this::configure);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = BODY_BYTES_MAX;
    config.http.defaultContentType = JSON;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    var routes = config.routes;
    routes.get(BASE + "/cases", this::cases);
    routes.get(BASE + "/cases/{id}", this::caseOf);
    routes.get(BASE + "/findings", this::findings);
    routes.get(BASE + "/findings/{id}", this::finding);
    routes.get(BASE + "/records/{id}", this::record);
    routes.get(BASE + "/search", this::search);
    routes.get(BASE + "/set-aside", this::setAside);
    routes.get("/health", this::health);
    routes.get("/metrics", this::metrics);
    routes.exception(
        HttpResponseException.class,
        (e, context) ->
            context
                .status(e.getStatus())
                .contentType(JSON)
                .result(Answers.error(String.valueOf(e.getMessage()))));
    routes.exception(
        StoreException.class,
        (e, context) ->
            context
                .status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(JSON)
                .result(Answers.error(String.valueOf(e.getMessage()))));
    routes.error(
        404,
        context -> {
          if (context.result() == null || "Not Found".equals(context.result())) {
            context.contentType(JSON).result(Answers.error("There is nothing at this address."));
          }
        });
  }

  /**
   * Begins to listen.
   *
   * @param port 0 for any that is free
   * @return the port
   * @throws IOException if it cannot
   */
  public int start(String host, int port) throws IOException {
    try {
      javalin.start(host, port);
      return javalin.port();
    } catch (RuntimeException e) {
      throw new IOException(
          "Port " + port + " of `" + host + "` cannot be listened on: is it in use?", e);
    }
  }

  private void cases(Context context) {
    CaseQuery query = new Parameters(context).cases();
    context.result(Answers.cases(served.results().cases(query), query.limit()));
  }

  private void caseOf(Context context) {
    String id = context.pathParam("id");
    StoredCase found =
        served
            .results()
            .caseOf(id)
            .orElseThrow(() -> new NotFoundResponse("There is no case `" + id + "`."));
    context.result(Answers.caseOf(found, related.of(found.told()), served.results().newest()));
  }

  private void findings(Context context) {
    var query = new Parameters(context).findings();
    context.result(Answers.findings(served.results().findings(query), query.limit()));
  }

  private void finding(Context context) {
    String id = context.pathParam("id");
    StoredFinding found =
        served
            .results()
            .finding(id)
            .orElseThrow(() -> new NotFoundResponse("There is no finding `" + id + "`."));
    context.result(found.json());
  }

  private void record(Context context) {
    String id = context.pathParam("id");
    try {
      Optional<RecordReader.Shown> shown = served.records().find(id);
      context.result(
          Answers.record(
              shown.orElseThrow(() -> new NotFoundResponse("There is no record `" + id + "`."))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void search(Context context) {
    Parameters parameters = new Parameters(context);
    context.result(
        Answers.hits(served.evidence().search(parameters.text("q"), parameters.limit())));
  }

  private void setAside(Context context) {
    Parameters parameters = new Parameters(context);
    int limit = parameters.limit();
    context.result(
        Answers.setAside(served.results().setAside(parameters.number("before"), limit), limit));
  }

  private void health(Context context) {
    HealthReport report = served.health().get();
    context
        .status(report.ok() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .result(Answers.health(report));
  }

  private void metrics(Context context) {
    context
        .contentType("text/plain; version=0.0.4")
        .result(String.join("\n", served.health().get().metrics()) + "\n");
  }

  @Override
  public void close() {
    javalin.stop();
  }

  /** Related cases, found out again once results have changed. */
  private static final class RelatedCache {
    private final ResultStore results;
    private static final long AGAIN_NANOS = 2_000_000_000L;

    private long position = -1;
    private long since = System.nanoTime() - 2 * AGAIN_NANOS;
    private RelatedCases cases = new RelatedCases(List.of());

    RelatedCache(ResultStore results) {
      this.results = results;
    }

    synchronized RelatedCases.Found of(Case told) {
      long now = results.position();
      // Frames come faster than anybody reads; two thousand cases are not read for each.
      if (now != position && System.nanoTime() - since > AGAIN_NANOS) {
        since = System.nanoTime();
        cases =
            new RelatedCases(
                results.worstCases(RelatedCases.CASES_MAX).stream().map(StoredCase::told).toList());
        position = now;
      }
      return cases.of(told);
    }
  }
}
