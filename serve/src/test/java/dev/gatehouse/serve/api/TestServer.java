package dev.gatehouse.serve.api;

import dev.gatehouse.estate.Estate;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.access.Access;
import dev.gatehouse.serve.access.Role;
import dev.gatehouse.serve.access.Secret;
import dev.gatehouse.serve.access.SqliteAccessStore;
import dev.gatehouse.serve.audit.Actor;
import dev.gatehouse.serve.audit.AuditedDatabase;
import dev.gatehouse.serve.evidence.RecordReader;
import dev.gatehouse.serve.http.HealthReport;
import dev.gatehouse.serve.intake.IntakeLog;
import dev.gatehouse.serve.store.CaseQuery;
import dev.gatehouse.serve.store.sqlite.SqliteEvidenceStore;
import dev.gatehouse.serve.store.sqlite.SqliteResultStore;
import dev.gatehouse.serve.work.SqliteDecisionStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The API over real HTTP, on stores with a case in them, with a user of each role. */
final class TestServer implements AutoCloseable {
  static final String PASSWORD = "four words for the tests";
  static final String STANDING = "a-token-for-the-tests-of-the-server-only";

  final TestClock clock = new TestClock();
  final ChangeFeed feed = new ChangeFeed();
  final List<String> notices = new ArrayList<>();
  final Access access;
  final AuditedDatabase database;
  final ApiServer server;
  final int port;
  final String caseId;
  final SqliteResultStore results;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final Map<Role, Session> sessions = new EnumMap<>(Role.class);

  /** A browser that signed in. */
  record Session(String secret, String csrf) {
    String cookie() {
      return "gatehouse=" + secret;
    }
  }

  TestServer(Path folder) throws Exception {
    IntakeLog log = keep(IntakeLog.open(folder.resolve("intake"), 1 << 20));
    results = keep(new SqliteResultStore(folder.resolve("results.db")));
    SqliteEvidenceStore evidence = keep(new SqliteEvidenceStore(folder.resolve("evidence.db")));
    Estate estate = TestData.estate(folder.resolve("estate"));
    TestData.fill(log, results, evidence, estate);
    caseId = results.cases(CaseQuery.all(1)).get(0).told().id();
    database = keep(new AuditedDatabase(folder.resolve("access.db"), clock));
    access = new Access(new SqliteAccessStore(database), clock, Secret.hash(STANDING));
    ApiSettings settings =
        new ApiSettings("127.0.0.1", 0, List.of("gatehouse.example.com"), null, null);
    server =
        Api.server(
            new Api.Parts(
                results,
                evidence,
                new RecordReader(log, evidence),
                () -> new HealthReport(true, List.of(), new JsonMap(), List.of("up 1")),
                () -> estate,
                Set.of("logging-tampering"),
                database,
                access,
                new SqliteDecisionStore(database, clock),
                feed,
                List.of()),
            settings,
            clock,
            notices::add);
    port = server.start();
    for (Role role : Role.values()) {
      addUser(role.word(), role);
    }
  }

  private <C extends AutoCloseable> C keep(C closed) {
    open.add(0, closed);
    return closed;
  }

  void addUser(String name, Role role) throws Exception {
    String first = access.addUser(name, role, Actor.SERVER);
    Access.Begun begun = access.signIn(name, String.valueOf(first), null, "127.0.0.1");
    access.changePassword(begun.caller(), String.valueOf(first), PASSWORD);
  }

  /** A session of the user of a role; the same at each call, as long as it goes on. */
  Session session(Role role) throws Exception {
    Session known = sessions.get(role);
    if (known == null || access.session(known.secret(), "127.0.0.1").isEmpty()) {
      known = signIn(role.word());
      sessions.put(role, known);
    }
    return known;
  }

  Session signIn(String name) throws Exception {
    Access.Begun begun = access.signIn(name, PASSWORD, null, "127.0.0.1");
    return new Session(begun.secret(), begun.caller().csrf());
  }

  String token(Role role) throws Exception {
    Access.Begun begun = access.signIn(role.word(), PASSWORD, null, "127.0.0.1");
    Access.Made made =
        access.makeToken(begun.caller(), "test", role, clock.instant().plus(Duration.ofDays(1)));
    return made == null ? "" : made.secret();
  }

  /** A request of this server; each takes a second, so that no limit is met by accident. */
  HttpRequest.Builder request(String verb, String path, @Nullable String body) {
    clock.pass(Duration.ofSeconds(5));
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .method(
                verb,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    return body == null ? builder : builder.header("Content-Type", "application/json");
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<java.io.InputStream> open(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofInputStream());
  }

  /** A request in a browser's session. */
  HttpRequest.Builder by(Session session, String verb, String path, @Nullable String body) {
    return request(verb, path, body)
        .header("Cookie", session.cookie())
        .header("X-CSRF-Token", session.csrf());
  }

  /** A request with the session of a role, answered. */
  HttpResponse<String> as(Role role, String verb, String path, @Nullable String body)
      throws Exception {
    return send(by(session(role), verb, path, body));
  }

  static String json(Object... keysAndValues) {
    return JsonWriter.line(JsonWriter.object(keysAndValues));
  }

  static Map<String, Object> tree(HttpResponse<String> answer) {
    return Json.object(answer.body());
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
