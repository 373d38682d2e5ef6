package dev.gatehouse.serve.api;

import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.access.Caller;
import dev.gatehouse.serve.api.ApiError.Code;
import dev.gatehouse.serve.store.StoreException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests over HTTP by the table of routes, each behind the {@link Gatekeeper}. Only this
 * class knows of Javalin and Jetty.
 */
public final class ApiServer implements AutoCloseable {
  private static final String JSON = "application/json";
  private static final int THREADS_MAX = 40;
  private static final int CONNECTIONS_MAX = 400;
  private static final int IDLE_MILLIS = 30_000;
  private static final int HEADER_BYTES_MAX = 16 << 10;

  private final List<Route> routes;
  private final ApiSettings settings;
  private final Gatekeeper gatekeeper;
  private final EventStreams streams;
  private final Doors doors;
  private final Consumer<String> notices;
  private final Javalin javalin;
  private @Nullable ServerConnector connector;

  /**
   * A server that does not listen yet.
   *
   * @param notices takes a sentence where a route fails for a fault of ours
   */
  ApiServer(
      List<Route> routes,
      ApiSettings settings,
      Gatekeeper gatekeeper,
      EventStreams streams,
      Doors doors,
      Consumer<String> notices) {
    this.routes = List.copyOf(routes);
    this.settings = settings;
    this.gatekeeper = gatekeeper;
    this.streams = streams;
    this.doors = doors;
    this.notices = notices;
    this.javalin = Javalin.create(this::configure);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.defaultContentType = JSON;
    // Streams end when their readers go.
    config.http.asyncTimeout = 0;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
    threads.setName("gatehouse-http");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(server -> server.setErrorHandler(new PlainErrors()));
    config.jetty.addConnector(
        (server, http) -> {
          ServerConnector made = connector(server, http);
          server.addBean(new NetworkConnectionLimit(CONNECTIONS_MAX, made));
          connector = made;
          return made;
        });
    RoutesConfig table = config.routes;
    table.before(context -> SecurityHeaders.put(context.res(), settings.tls() != null));
    for (Route route : routes) {
      table.addHttpHandler(
          HandlerType.findOrCreate(route.verb().name()),
          route.path(),
          context -> answer(route, context));
    }
    table.post(Doors.PATH, this::take);
    table.exception(Exception.class, this::failed);
    table.error(404, context -> missing(context));
  }

  private ServerConnector connector(Server server, HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES_MAX);
    http.setHttpCompliance(HttpCompliance.RFC9110);
    http.setUriCompliance(UriCompliance.RFC3986);
    ServerConnector made;
    TlsFiles tls = settings.tls();
    if (tls == null) {
      made = new ServerConnector(server, new HttpConnectionFactory(http));
    } else {
      SslContextFactory.Server ssl = new SslContextFactory.Server();
      try {
        ssl.setKeyStore(tls.keyStore());
      } catch (IOException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
      ssl.setKeyStorePassword("");
      ssl.setKeyManagerPassword("");
      ssl.setIncludeProtocols("TLSv1.2", "TLSv1.3");
      made =
          new ServerConnector(
              server, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http));
    }
    made.setHost(settings.host());
    made.setPort(settings.port());
    made.setIdleTimeout(IDLE_MILLIS);
    return made;
  }

  /**
   * Begins to listen.
   *
   * @return the port
   * @throws IOException with one sentence if it cannot
   */
  public int start() throws IOException {
    try {
      javalin.start();
      return Objects.requireNonNull(connector).getLocalPort();
    } catch (RuntimeException e) {
      if (e instanceof IllegalArgumentException && e.getMessage() != null) {
        throw new IOException(e.getMessage(), e);
      }
      throw new IOException(
          "Port "
              + settings.port()
              + " of `"
              + settings.host()
              + "` cannot be listened on: is it in use?",
          e);
    }
  }

  private void answer(Route route, Context context) throws Exception {
    HttpRequest request = new HttpRequest(context);
    Caller caller = gatekeeper.admit(route, request);
    Map<String, Object> parameters =
        RequestReader.parameters(route, context.pathParamMap(), context.queryParamMap());
    Map<String, @Nullable Object> body =
        route.body() == null
            ? Map.of()
            : RequestReader.body(
                route.body(),
                context.header("Content-Type"),
                context.req().getContentLengthLong(),
                context.bodyInputStream());
    if (route.reply() instanceof Route.Reply.Events && caller != null) {
      stream(context, request, caller);
      return;
    }
    Answer answer =
        route
            .handler()
            .answer(
                new Call(
                    caller,
                    parameters,
                    body,
                    request.cookie(new Cookies(settings.tls() != null).session()),
                    request.address()));
    send(context, answer);
  }

  private void take(Context context) throws IOException, InterruptedException {
    doors.take(
        context.pathParam("path"),
        context.header(Doors.SECRET_HEADER),
        context.req().getInputStream());
    context.status(204);
  }

  private static void send(Context context, Answer answer) throws IOException {
    context.status(answer.status());
    answer.cookies().forEach(cookie -> context.res().addHeader("Set-Cookie", cookie));
    if (answer.location() != null) {
      context.header("Location", answer.location());
    }
    if (answer.type() != null) {
      context.contentType(answer.type());
    }
    if (answer.text() != null) {
      context.result(answer.text());
    } else if (answer.body() != null) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      JsonWriter.line(bytes, answer.body());
      context.contentType(JSON).result(bytes.toByteArray());
    }
  }

  private void stream(Context context, HttpRequest request, Caller caller) throws IOException {
    streams.enter(caller);
    String last = context.header("Last-Event-ID");
    HttpRequest.Kept kept = request.kept();
    OutputStream out;
    try {
      context.res().setStatus(200);
      context.res().setContentType("text/event-stream");
      context.res().setCharacterEncoding("UTF-8");
      context.res().flushBuffer();
      out = context.res().getOutputStream();
    } catch (IOException | RuntimeException e) {
      // Whoever has gone already gives the place back.
      streams.leave(caller);
      throw e;
    }
    context.future(() -> streams.send(caller, last, out, () -> gatekeeper.isStill(caller, kept)));
  }

  private void failed(Exception e, Context context) {
    if (e instanceof ApiError error) {
      error(context, error.code(), error.getMessage(), error.afterSeconds());
    } else if (e instanceof StoreException) {
      error(context, Code.UNAVAILABLE, String.valueOf(e.getMessage()), 1);
    } else if (e instanceof IllegalArgumentException && e.getMessage() != null) {
      error(context, Code.BAD_REQUEST, e.getMessage(), 0);
    } else {
      // What it was may hold what was sent, so only its kind and place are told.
      StackTraceElement[] at = e.getStackTrace();
      notices.accept(
          "A request failed for a fault of ours: "
              + e.getClass().getSimpleName()
              + (at.length == 0 ? "" : " at " + at[0])
              + ".");
      error(context, Code.FAILED, "The server failed to answer; its own log says more.", 0);
    }
  }

  private void missing(Context context) {
    if (context.resultInputStream() == null || "Not Found".equals(context.result())) {
      error(context, Code.NOT_FOUND, "There is nothing at this address.", 0);
    }
  }

  private static void error(
      Context context, Code code, @Nullable String sentence, long afterSeconds) {
    if (afterSeconds > 0) {
      context.header("Retry-After", Long.toString(afterSeconds));
    }
    context
        .status(code.status())
        .contentType(JSON)
        .result(
            JsonWriter.asciiLine(
                json ->
                    JsonWriter.value(
                        json,
                        JsonWriter.object(
                            "error",
                            JsonWriter.object("code", code.word(), "message", sentence)))));
  }

  /** The table that it answers by. */
  public List<Route> routes() {
    return routes;
  }

  @Override
  public void close() {
    streams.close();
    javalin.stop();
  }
}
