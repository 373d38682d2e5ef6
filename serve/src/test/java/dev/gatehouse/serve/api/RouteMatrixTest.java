package dev.gatehouse.serve.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.json.Json;
import dev.gatehouse.serve.access.Permission;
import dev.gatehouse.serve.access.Role;
import dev.gatehouse.serve.api.Route.Reply;
import dev.gatehouse.serve.audit.Actor;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each route of the table, asked by nobody and by each role, with a session and with a token. */
class RouteMatrixTest {
  private static TestServer server;
  private static int made;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = new TestServer(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  /** What is sent to a route so that it does what it is for. */
  private record Example(String path, @Nullable String body) {}

  private interface Maker {
    Example make(Role role) throws Exception;
  }

  private static final Map<String, Maker> EXAMPLES = new TreeMap<>();

  static {
    String base = Route.BASE;
    get("me", base + "/me");
    get("sessions", base + "/me/sessions");
    get("tokens", base + "/me/tokens");
    get("users", base + "/users");
    get("audit", base + "/audit?limit=5");
    get("checkAudit", base + "/audit/check");
    get("cases", base + "/cases?severity=low&limit=10");
    get("findings", base + "/findings?shadow=true");
    get("record", base + "/record?id=event-assume");
    get("search", base + "/search?q=mallory");
    get("setAside", base + "/set-aside");
    get("suppressions", base + "/suppressions");
    get("approvals", base + "/trust/approvals");
    get("verdicts", base + "/verdicts");
    get("estate", base + "/estate");
    get("reach", base + "/estate/reach?from=mallory");
    get("harden", base + "/harden?role=" + TestData.ROLE);
    get("alive", "/health");
    get("health", base + "/health");
    get("metrics", "/metrics");
    get("openapi", base + "/openapi.json");
    EXAMPLES.put("events", role -> new Example(base + "/events", null));
    EXAMPLES.put("case", role -> new Example(base + "/cases/" + server.caseId, null));
    EXAMPLES.put("finding", role -> new Example(base + "/findings/" + findingId(), null));
    EXAMPLES.put(
        "signIn",
        role ->
            new Example(
                base + "/sign-in",
                TestServer.json("user", role.word(), "password", TestServer.PASSWORD)));
    EXAMPLES.put("signOut", role -> new Example(base + "/sign-out", null));
    EXAMPLES.put(
        "changePassword",
        role ->
            new Example(
                base + "/me/password",
                TestServer.json("old", TestServer.PASSWORD, "password", TestServer.PASSWORD)));
    EXAMPLES.put(
        "endSession",
        role -> {
          server.signIn(role.word());
          String id = server.access.store().sessions(role.word()).get(0).id();
          return new Example(base + "/me/sessions/" + id, null);
        });
    EXAMPLES.put(
        "makeToken",
        role ->
            new Example(
                base + "/me/tokens",
                TestServer.json(
                    "name", "ci", "role", "viewer", "expires", "2026-04-01T00:00:00Z")));
    EXAMPLES.put(
        "revokeToken",
        role -> {
          server.token(role);
          String id = server.access.store().tokens(role.word()).get(0).id();
          return new Example(base + "/me/tokens/" + id, null);
        });
    EXAMPLES.put(
        "addUser",
        role ->
            new Example(
                base + "/users", TestServer.json("name", "new-" + ++made, "role", "viewer")));
    EXAMPLES.put(
        "changeUser",
        role -> new Example(base + "/users/" + another(), TestServer.json("role", "analyst")));
    EXAMPLES.put("removeUser", role -> new Example(base + "/users/" + another(), null));
    EXAMPLES.put(
        "resetPassword", role -> new Example(base + "/users/" + another() + "/password", null));
    EXAMPLES.put(
        "workCase",
        role ->
            new Example(
                base + "/cases/" + server.caseId + "/work",
                TestServer.json("version", version(), "status", "in-work", "assignee", "analyst")));
    EXAMPLES.put(
        "comment",
        role ->
            new Example(
                base + "/cases/" + server.caseId + "/comments", TestServer.json("text", "Hm.")));
    EXAMPLES.put(
        "suppress",
        role ->
            new Example(
                base + "/suppressions",
                TestServer.json(
                    "detector",
                    "logging-tampering",
                    "why",
                    "a planned change of the trail",
                    "until",
                    "2026-04-01T00:00:00Z")));
    EXAMPLES.put(
        "endSuppression",
        role -> new Example(base + "/suppressions/" + newest("suppress", "suppressions"), null));
    EXAMPLES.put(
        "approveTrust",
        role ->
            new Example(
                base + "/trust/approvals",
                TestServer.json(
                    "source",
                    "arn:aws:iam::123456789012:user/mallory",
                    "target",
                    TestData.ROLE,
                    "why",
                    "helps out until Friday",
                    "days",
                    3)));
    EXAMPLES.put(
        "endApproval",
        role ->
            new Example(base + "/trust/approvals/" + newest("approveTrust", "approvals"), null));
  }

  private static void get(String id, String path) {
    EXAMPLES.put(id, role -> new Example(path, null));
  }

  private static String another() throws Exception {
    String name = "other-" + ++made;
    server.access.addUser(name, Role.VIEWER, Actor.SERVER);
    return name;
  }

  private static String findingId() {
    return server.results.caseOf(server.caseId).orElseThrow().told().findings().get(0);
  }

  private static long version() throws Exception {
    Map<?, ?> one =
        TestServer.tree(
            server.as(Role.VIEWER, "GET", Route.BASE + "/cases/" + server.caseId, null));
    return ((Number) ((Map<?, ?>) one.get("work")).get("version")).longValue();
  }

  private static Object newest(String maker, String list) throws Exception {
    Example example = EXAMPLES.get(maker).make(Role.ADMIN);
    HttpResponse<String> answer = server.as(Role.ADMIN, "POST", example.path(), example.body());
    assertThat(answer.statusCode()).as(list).isEqualTo(201);
    return TestServer.tree(answer).get("number");
  }

  @Test
  void everyRouteHasAnExampleAndAnIdOfItsOwn() {
    assertThat(server.server.routes().stream().map(Route::id))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(EXAMPLES.keySet());
  }

  @Test
  void nobodyGetsAnythingButWhatIsForAnyone() throws Exception {
    for (Route route : server.server.routes()) {
      Example example = EXAMPLES.get(route.id()).make(Role.VIEWER);
      int status =
          server
              .send(server.request(route.verb().name(), example.path(), example.body()))
              .statusCode();
      assertThat(status)
          .as(route.id())
          .matches(got -> (route.permission() == Permission.ANYONE) == (got == 200))
          .isIn(200, 401);
    }
  }

  @Test
  void aSessionMayWhatItsRoleMay() throws Exception {
    for (Role role : Role.values()) {
      for (Route route : server.server.routes()) {
        Example example = EXAMPLES.get(route.id()).make(role);
        TestServer.Session session =
            List.of("signOut", "changePassword").contains(route.id())
                ? server.signIn(role.word())
                : server.session(role);
        check(
            route,
            role,
            route.permission().isHeldBy(role),
            server.by(session, route.verb().name(), example.path(), example.body()));
      }
    }
  }

  @Test
  void aTokenMayWhatItsRoleMayButNotExtendItself() throws Exception {
    List<String> onlySessions = List.of("signOut", "changePassword", "makeToken");
    for (Role role : Role.values()) {
      String token = server.token(role);
      for (Route route : server.server.routes()) {
        Example example = EXAMPLES.get(route.id()).make(role);
        check(
            route,
            role,
            route.permission().isHeldBy(role) && !onlySessions.contains(route.id()),
            server
                .request(route.verb().name(), example.path(), example.body())
                .header("Authorization", "Bearer " + token));
      }
    }
  }

  private static void check(Route route, Role role, boolean may, HttpRequest.Builder request)
      throws Exception {
    String what = route.id() + " by " + role;
    if (route.reply() instanceof Reply.Events) {
      HttpResponse<InputStream> answer = server.open(request);
      try (var body = answer.body()) {
        assertThat(answer.statusCode()).as(what).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
            .startsWith("text/event-stream");
        assertThat(body.read()).isEqualTo(':');
      }
      return;
    }
    HttpResponse<String> answer = server.send(request);
    assertThat(answer.headers().firstValue("Content-Security-Policy")).as(what).isPresent();
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    if (!may) {
      assertThat(answer.statusCode()).as(what + answer.body()).isEqualTo(403);
      assertThat(OpenApi.ERROR.problem("the error", Json.tree(answer.body()))).isNull();
    } else if (route.reply() instanceof Reply.Json json) {
      assertThat(answer.statusCode()).as(what + answer.body()).isEqualTo(json.status());
      assertThat(json.shape().problem("the answer", Json.tree(answer.body()))).as(what).isNull();
    } else {
      assertThat(answer.statusCode()).as(what + answer.body()).isIn(200, 204);
    }
    assertThat(answer.body()).doesNotContain(TestData.SECRET);
  }

  @Test
  void theDescriptionNamesEveryRouteAndItsPermission() throws Exception {
    Map<String, Object> document =
        TestServer.tree(server.send(server.request("GET", Route.BASE + "/openapi.json", null)));
    List<String> described = new ArrayList<>();
    ((Map<?, ?>) document.get("paths"))
        .forEach(
            (path, verbs) ->
                ((Map<?, ?>) verbs)
                    .forEach(
                        (verb, operation) ->
                            described.add(
                                verb
                                    + " "
                                    + path
                                    + " "
                                    + ((Map<?, ?>) operation).get("x-permission"))));
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            server.server.routes().stream()
                .map(
                    route ->
                        route.verb().name().toLowerCase(Locale.ROOT)
                            + " "
                            + route.path()
                            + " "
                            + route.permission().word())
                .toList());
  }
}
