package dev.gatehouse.serve.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.serve.access.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is tried on the running server, over real HTTP. docs/security.md lists the tries. */
class AttackTest {
  private static final String BASE = Route.BASE;

  private TestServer server;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    server = new TestServer(folder);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private int status(HttpRequest.Builder request) throws Exception {
    return server.send(request).statusCode();
  }

  @Test
  void aSecretThatIsNoneLetsNobodyIn() throws Exception {
    String right = server.token(Role.VIEWER);
    List<String> headers =
        List.of(
            "Bearer ",
            "Bearer null",
            "Bearer " + right.substring(0, right.length() - 1),
            "Bearer " + right + "x",
            "Basic dmlld2VyOng=",
            right,
            "Bearer ghk_' OR '1'='1",
            "Bearer " + "x".repeat(5_000));
    for (String header : headers) {
      assertThat(status(server.request("GET", BASE + "/me", null).header("Authorization", header)))
          .as(header)
          .isEqualTo(401);
    }
    for (String cookie :
        List.of("", "x", "' OR 1=1 --", server.session(Role.ADMIN).secret() + "x")) {
      assertThat(
              status(
                  server
                      .request("GET", BASE + "/me", null)
                      .header("Cookie", "gatehouse=" + cookie)))
          .as(cookie)
          .isEqualTo(401);
    }
    assertThat(
            status(
                server
                    .by(server.session(Role.ADMIN), "GET", BASE + "/me", null)
                    .header("Authorization", "Bearer wrong")))
        .as("a wrong token is not made good by a session")
        .isEqualTo(401);
  }

  @Test
  void aChangeInASessionNeedsItsToken() throws Exception {
    TestServer.Session session = server.session(Role.ADMIN);
    TestServer.Session other = server.signIn("viewer");
    String path = BASE + "/users";
    String body = TestServer.json("name", "mallory", "role", "admin");
    for (@Nullable String csrf : new String[] {null, "", "x", other.csrf()}) {
      HttpRequest.Builder request =
          server.request("POST", path, body).header("Cookie", session.cookie());
      if (csrf != null) {
        request.header("X-CSRF-Token", csrf);
      }
      HttpResponse<String> answer = server.send(request);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("cross-site-request");
    }
    for (String[] header :
        List.of(
            new String[] {"Origin", "https://evil.example.com"},
            new String[] {"Origin", "null"},
            new String[] {"Sec-Fetch-Site", "cross-site"},
            new String[] {"Sec-Fetch-Site", "same-site"})) {
      assertThat(status(server.by(session, "POST", path, body).header(header[0], header[1])))
          .as(header[1])
          .isEqualTo(403);
    }
    assertThat(server.access.store().user("mallory")).isEmpty();
    assertThat(
            status(
                server
                    .by(session, "POST", path, body)
                    .header("Origin", "http://127.0.0.1:" + server.port)))
        .isEqualTo(201);
  }

  @Test
  void aFormOfAnotherSiteSignsNobodyIn() throws Exception {
    HttpRequest.Builder form =
        server
            .request("POST", BASE + "/sign-in", null)
            .header("Content-Type", "text/plain")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    TestServer.json("user", "viewer", "password", TestServer.PASSWORD)));
    assertThat(status(form)).isEqualTo(415);
    assertThat(
            status(
                server
                    .request(
                        "POST",
                        BASE + "/sign-in",
                        TestServer.json("user", "viewer", "password", TestServer.PASSWORD))
                    .header("Origin", "https://evil.example.com")))
        .isEqualTo(403);
  }

  @Test
  void aSessionThatSomebodyLaidThereEndsAtTheSignIn() throws Exception {
    TestServer.Session laid = server.signIn("viewer");
    HttpResponse<String> answer =
        server.send(
            server
                .request(
                    "POST",
                    BASE + "/sign-in",
                    TestServer.json("user", "admin", "password", TestServer.PASSWORD))
                .header("Cookie", laid.cookie()));
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).doesNotContain(laid.secret()).contains("HttpOnly", "SameSite=Lax", "Path=/");
    assertThat(status(server.by(laid, "GET", BASE + "/me", null))).isEqualTo(401);
  }

  @Test
  void aPasswordIsNotGuessed() throws Exception {
    String wrong = TestServer.json("user", "admin", "password", "wrong wrong wrong");
    List<Integer> got = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      got.add(status(server.request("POST", BASE + "/sign-in", wrong)));
    }
    assertThat(got).containsExactly(401, 401, 401, 401, 401, 429, 429);
    HttpResponse<String> right =
        server.send(
            server.request(
                "POST",
                BASE + "/sign-in",
                TestServer.json("user", "admin", "password", TestServer.PASSWORD)));
    assertThat(right.statusCode()).isEqualTo(429);
    assertThat(right.headers().firstValue("Retry-After")).isPresent();
    server.clock.pass(Duration.ofMinutes(2));
    assertThat(
            status(
                server.request(
                    "POST",
                    BASE + "/sign-in",
                    TestServer.json("user", "admin", "password", TestServer.PASSWORD))))
        .isEqualTo(200);
  }

  @Test
  void whetherAUserExistsIsNotTold() throws Exception {
    String known = TestServer.json("user", "viewer", "password", "wrong wrong wrong");
    String unknown = TestServer.json("user", "nobody-here", "password", "wrong wrong wrong");
    assertThat(server.send(server.request("POST", BASE + "/sign-in", unknown)).body())
        .isEqualTo(server.send(server.request("POST", BASE + "/sign-in", known)).body());
  }

  @Test
  void aPageWhoseNameWasMadeToLeadHereGetsNothing() throws Exception {
    assertThat(raw("GET /health HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421");
    assertThat(
            raw("GET /health HTTP/1.1\r\nHost: gatehouse.example.com\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    assertThat(raw("GET /health HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400");
  }

  private String raw(String request) throws IOException {
    server.clock.pass(Duration.ofSeconds(5));
    try (Socket socket = new Socket("127.0.0.1", server.port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void aPathLeadsNowhereElse() throws Exception {
    for (String path :
        List.of(
            "/../../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/api/v1/..%2f..%2fetc/passwd",
            "/api/v1/cases/..%2f..%2fetc%2fpasswd",
            "/api/v1/cases/..;/users",
            "/api/v1//users",
            "/API/V1/users",
            "/api/v1/users/..%5c..%5cwindows",
            "/static/..%c0%af..%c0%afetc/passwd")) {
      String answer =
          raw(
              "GET "
                  + path
                  + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                  + TestServer.STANDING
                  + "\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(path).matches("(?s)HTTP/1.1 (400|404).*").doesNotContain("root:");
    }
  }

  @Test
  void whatIsTooLargeOrNoJsonIsRefused() throws Exception {
    String path = BASE + "/cases/" + server.caseId + "/comments";
    assertThat(
            server
                .as(Role.ANALYST, "POST", path, TestServer.json("text", "x".repeat(100_000)))
                .statusCode())
        .isEqualTo(413);
    for (String body :
        List.of(
            "",
            "[",
            "[]",
            "null",
            "{\"text\":\"a\",\"text\":\"b\"}",
            "{\"text\":\"a\",\"role\":\"admin\"}",
            "{\"text\":\"" + "\\u0000" + "\"}",
            "{\"text\":{\"a\":1}}",
            "{\"a\":".repeat(5_000),
            "\u00ff\u00fe")) {
      assertThat(server.as(Role.ANALYST, "POST", path, body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(
            raw(
                "GET /health HTTP/1.1\r\nHost: localhost\r\nX: "
                    + "x".repeat(40_000)
                    + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 431");
  }

  @Test
  void hostileNamesStayText() throws Exception {
    for (String path :
        List.of(
            "/cases",
            "/cases/" + server.caseId,
            "/findings",
            "/record?id=event-stop",
            "/set-aside")) {
      HttpResponse<String> answer = server.as(Role.ANALYST, "GET", BASE + path, null);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(answer.headers().firstValue("Content-Security-Policy"))
          .hasValueSatisfying(
              policy -> assertThat(policy).contains("default-src 'none'", "sandbox"));
      assertThat(answer.body()).doesNotContain("\n", "\r", TestData.SECRET);
    }
    String comment = TestServer.json("text", TestData.HOSTILE);
    String path = BASE + "/cases/" + server.caseId + "/comments";
    assertThat(server.as(Role.ANALYST, "POST", path, comment).statusCode()).isEqualTo(201);
    Map<String, Object> one =
        TestServer.tree(server.as(Role.VIEWER, "GET", BASE + "/cases/" + server.caseId, null));
    Map<?, ?> told = (Map<?, ?>) ((List<?>) one.get("comments")).get(0);
    assertThat(told.get("text")).isEqualTo(TestData.HOSTILE);
  }

  @Test
  void secretsAreInNoLogAndNoAnswer() throws Exception {
    String token = server.token(Role.ADMIN);
    String password = "a password that nobody may read";
    server.send(
        server.request(
            "POST", BASE + "/sign-in", TestServer.json("user", "x\ny", "password", password)));
    server.send(
        server
            .request("GET", BASE + "/cases?since=" + token, null)
            .header("Authorization", "Bearer " + token));
    HttpResponse<String> audit = server.as(Role.ADMIN, "GET", BASE + "/audit?limit=500", null);
    HttpResponse<String> users = server.as(Role.ADMIN, "GET", BASE + "/users", null);
    for (String text : List.of(audit.body(), users.body(), String.join(" ", server.notices))) {
      assertThat(text)
          .doesNotContain(token, password, TestServer.PASSWORD, TestServer.STANDING, "$argon2")
          .doesNotContain(server.session(Role.ADMIN).secret());
    }
    assertThat(server.database.log().firstBroken()).isEmpty();
  }

  @Test
  void aLineBreakMakesNoSecondLineInTheAuditLog() throws Exception {
    String why = "a reason\nadmin sign-in 10.0.0.1\u202e and more";
    TestServer.Session admin = server.session(Role.ADMIN);
    server.as(
        Role.RESPONDER,
        "POST",
        BASE + "/suppressions",
        TestServer.json(
            "detector", "logging-tampering", "why", why, "until", "2026-04-01T00:00:00Z"));
    String body = server.send(server.by(admin, "GET", BASE + "/audit?limit=1", null)).body();
    assertThat(body).doesNotContain("\n").contains("a reason\\n", "suppression-added");
  }

  @Test
  void nobodyMakesThemselvesMore() throws Exception {
    HttpResponse<String> made =
        server.as(
            Role.ANALYST,
            "POST",
            BASE + "/me/tokens",
            TestServer.json("name", "x", "role", "admin", "expires", "2026-04-01T00:00:00Z"));
    assertThat(made.statusCode()).isEqualTo(400);
    String token = server.token(Role.ADMIN);
    HttpRequest.Builder me =
        server.request("GET", BASE + "/me", null).header("Authorization", "Bearer " + token);
    assertThat(server.send(me).body()).contains("\"role\":\"admin\"");
    server.addUser("second", Role.ADMIN);
    TestServer.Session second = server.signIn("second");
    assertThat(
            status(
                server.by(
                    second, "PATCH", BASE + "/users/admin", TestServer.json("role", "viewer"))))
        .isEqualTo(200);
    assertThat(server.send(me).body())
        .as("a token is never more than its user")
        .contains("\"role\":\"viewer\"");
    assertThat(
            status(
                server.by(
                    second, "PATCH", BASE + "/users/second", TestServer.json("disabled", true))))
        .as("somebody must be left")
        .isEqualTo(409);
  }

  @Test
  void aSessionEndsByItself() throws Exception {
    TestServer.Session session = server.signIn("viewer");
    server.clock.pass(Duration.ofMinutes(61));
    assertThat(status(server.by(session, "GET", BASE + "/me", null))).isEqualTo(401);
    TestServer.Session busy = server.signIn("viewer");
    for (int i = 0; i < 12; i++) {
      server.clock.pass(Duration.ofMinutes(59));
      assertThat(status(server.by(busy, "GET", BASE + "/me", null))).isEqualTo(200);
    }
    server.clock.pass(Duration.ofMinutes(59));
    assertThat(status(server.by(busy, "GET", BASE + "/me", null))).isEqualTo(401);
  }

  @Test
  void whoAsksTooOftenWaits() throws Exception {
    String token = server.token(Role.VIEWER);
    int refused = 0;
    for (int i = 0; i < 320 && refused == 0; i++) {
      HttpRequest.Builder request =
          server.request("GET", BASE + "/me", null).header("Authorization", "Bearer " + token);
      server.clock.pass(Duration.ofSeconds(-5));
      refused += status(request) == 429 ? 1 : 0;
    }
    assertThat(refused).isEqualTo(1);
    server.clock.pass(Duration.ofMinutes(1));
    assertThat(
            status(
                server
                    .request("GET", BASE + "/me", null)
                    .header("Authorization", "Bearer " + token)))
        .isEqualTo(200);
  }

  @Test
  void streamsAreFewAndGoOnWhereTheyBroke() throws Exception {
    TestServer.Session session = server.session(Role.VIEWER);
    List<InputStream> open = new ArrayList<>();
    try {
      for (int i = 0; i < EventStreams.A_USER_MAX; i++) {
        HttpResponse<InputStream> stream =
            server.open(server.by(session, "GET", BASE + "/events", null));
        assertThat(stream.statusCode()).isEqualTo(200);
        open.add(stream.body());
      }
      assertThat(status(server.by(session, "GET", BASE + "/events", null))).isEqualTo(429);
      BufferedReader first =
          new BufferedReader(new InputStreamReader(open.get(0), StandardCharsets.UTF_8));
      assertThat(first.readLine()).startsWith(": ");
      server.feed.tell("case", "one\n\ndata: forged");
      server.feed.tell("case", "two");
      String id = line(first, "id: ");
      assertThat(line(first, "data: ")).isEqualTo("{\"id\":\"one\\n\\ndata: forged\"}");
      BufferedReader again = resumed(server.session(Role.ANALYST), id, open);
      assertThat(line(again, "data: ")).isEqualTo("{\"id\":\"two\"}");
      BufferedReader lost = resumed(server.session(Role.ANALYST), "another-run-5", open);
      assertThat(line(lost, "event: ")).isEqualTo("reset");
    } finally {
      for (InputStream stream : open) {
        stream.close();
      }
    }
  }

  private BufferedReader resumed(TestServer.Session session, String id, List<InputStream> open)
      throws Exception {
    HttpResponse<InputStream> stream =
        server.open(server.by(session, "GET", BASE + "/events", null).header("Last-Event-ID", id));
    open.add(stream.body());
    return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
  }

  private static String line(BufferedReader reader, String prefix) throws IOException {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith(prefix)) {
        return line.substring(prefix.length());
      }
    }
    throw new IOException("The stream ended.");
  }
}
