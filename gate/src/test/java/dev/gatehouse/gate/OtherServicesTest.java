package dev.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.gate.GateKit.Answer;
import dev.gatehouse.gate.wire.HttpCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to services that the gate does not hold: allowed or not, answered or passed on. */
class OtherServicesTest {
  private static final String OTHER = "444455556666";

  @TempDir private Path folder;

  private static HttpCall s3(
      GateKit kit, RequestSigner who, String method, String path, String query, String body) {
    return who.sign(
        method,
        path,
        query,
        Map.of("x-amz-content-sha256", RequestSigner.hash(body)),
        body.getBytes(StandardCharsets.UTF_8),
        "s3",
        "us-east-1",
        kit.now());
  }

  private static Answer json(GateKit kit, RequestSigner who, String target, String body) {
    String service = target.startsWith("secretsmanager") ? "secretsmanager" : "dynamodb";
    return kit.send(who.json(service, target, body, kit.now()));
  }

  private static void allow(GateKit kit, String user, String effect, String action, String on) {
    Answer put =
        kit.call(
            kit.admin,
            "iam",
            "PutUserPolicy",
            "UserName",
            user,
            "PolicyName",
            effect + action.replaceAll("\\W", ""),
            "PolicyDocument",
            String.format(
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"%s\",\"Action\":\"%s\","
                    + "\"Resource\":\"%s\"}]}",
                effect, action, on));
    assertThat(put.status()).isEqualTo(200);
  }

  @Test
  void objectsAreReadByThoseWhoMayAndOnlyThose() {
    try (GateKit kit = GateKit.inMemory()) {
      RequestSigner alice = kit.user("alice");
      assertThat(kit.send(s3(kit, kit.admin, "PUT", "/records", "", "")).status()).isEqualTo(200);
      assertThat(kit.send(s3(kit, kit.admin, "PUT", "/records/a/b.txt", "", "hello")).status())
          .isEqualTo(200);

      Answer refused = kit.send(s3(kit, alice, "GET", "/records/a/b.txt", "", ""));
      assertThat(refused.code()).isEqualTo("AccessDenied");
      assertThat(refused.body())
          .contains("s3:GetObject on resource: arn:aws:s3:::records/a/b.txt because no identity");
      allow(kit, "alice", "Allow", "s3:GetObject", "arn:aws:s3:::records/a/*");
      assertThat(kit.send(s3(kit, alice, "GET", "/records/a/b.txt", "", "")).body())
          .isEqualTo("hello");
      assertThat(kit.send(s3(kit, alice, "GET", "/records/c", "", "")).code())
          .isEqualTo("AccessDenied");
      assertThat(kit.send(s3(kit, alice, "GET", "/records", "list-type=2", "")).code())
          .isEqualTo("AccessDenied");
      assertThat(kit.send(s3(kit, kit.admin, "GET", "/records", "list-type=2", "")).text("Key"))
          .isEqualTo("a/b.txt");
    }
  }

  @Test
  void anotherAccountNeedsTheBucketPolicyAndItsOwn() throws IOException {
    try (GateKit kit = new GateKit(null, folder)) {
      RequestSigner far = GateKit.signer(kit.gate().seed().administrator(OTHER, "far"));
      kit.send(s3(kit, kit.admin, "PUT", "/records", "", ""));
      kit.send(s3(kit, kit.admin, "PUT", "/records/k", "", "v"));
      HttpCall get = s3(kit, far, "GET", "/records/k", "", "");
      assertThat(kit.send(get).code()).isEqualTo("AccessDenied");
      String policy =
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
              + "\"arn:aws:iam::444455556666:root\"},\"Action\":\"s3:GetObject\","
              + "\"Resource\":\"arn:aws:s3:::records/*\"}]}";
      assertThat(kit.send(s3(kit, kit.admin, "PUT", "/records", "policy=", policy)).status())
          .isEqualTo(204);
      assertThat(kit.send(get).body()).isEqualTo("v");

      assertThat(kit.records())
          .filteredOn(
              each -> "GetObject".equals(each.get("eventName")) && each.get("errorCode") == null)
          .hasSize(2)
          .allSatisfy(each -> assertThat(each).containsEntry("eventCategory", "Data"))
          .extracting(each -> each.get("recipientAccountId"))
          .containsExactly(OTHER, GateKit.ACCOUNT);
    }
  }

  @Test
  void aSecretIsNamedWithoutTheEndOfItsArn() {
    try (GateKit kit = GateKit.inMemory()) {
      RequestSigner alice = kit.user("alice");
      json(
          kit,
          kit.admin,
          "secretsmanager.CreateSecret",
          "{\"Name\":\"db\",\"SecretString\":\"s3cret\"}");
      String get = "{\"SecretId\":\"db\"}";
      assertThat(json(kit, alice, "secretsmanager.GetSecretValue", get).body())
          .contains("AccessDeniedException");
      allow(
          kit,
          "alice",
          "Allow",
          "secretsmanager:GetSecretValue",
          "arn:aws:secretsmanager:us-east-1:" + GateKit.ACCOUNT + ":secret:db-??????");
      assertThat(json(kit, alice, "secretsmanager.GetSecretValue", get).body()).contains("s3cret");
    }
  }

  @Test
  void itemsOfATableAreUnderItsPolicy() {
    try (GateKit kit = GateKit.inMemory()) {
      String table = "{\"TableName\":\"t\",\"KeySchema\":[{\"AttributeName\":\"id\"}]}";
      json(kit, kit.admin, "DynamoDB_20120810.CreateTable", table);
      json(
          kit,
          kit.admin,
          "DynamoDB_20120810.PutItem",
          "{\"TableName\":\"t\",\"Item\":{\"id\":{\"S\":\"1\"},\"n\":{\"N\":\"5\"}}}");
      String get = "{\"TableName\":\"t\",\"Key\":{\"id\":{\"S\":\"1\"}}}";
      assertThat(json(kit, kit.admin, "DynamoDB_20120810.GetItem", get).body())
          .contains("\"N\":\"5\"");
      RequestSigner alice = kit.user("alice");
      allow(kit, "alice", "Allow", "dynamodb:*", "*");
      allow(kit, "alice", "Deny", "dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/t");
      assertThat(json(kit, alice, "DynamoDB_20120810.GetItem", get).body())
          .contains("explicit deny");
    }
  }

  /**
   * An item is data: the ARN of another table in it says nothing of the table that is written to.
   */
  @Test
  void anArnInTheDataIsNotTheResource() {
    try (GateKit kit = GateKit.inMemory()) {
      for (String table : List.of("allowed", "secret")) {
        json(
            kit,
            kit.admin,
            "DynamoDB_20120810.CreateTable",
            "{\"TableName\":\"" + table + "\",\"KeySchema\":[{\"AttributeName\":\"id\"}]}");
      }
      RequestSigner alice = kit.user("alice");
      allow(kit, "alice", "Allow", "dynamodb:*", "arn:aws:dynamodb:*:*:table/allowed");
      String item =
          "{\"id\":{\"S\":\"arn:aws:dynamodb:us-east-1:" + GateKit.ACCOUNT + ":table/allowed\"}}";
      String put = "{\"TableName\":\"%s\",\"Item\":" + item + "}";
      assertThat(json(kit, alice, "DynamoDB_20120810.PutItem", String.format(put, "secret")).body())
          .contains("AccessDeniedException");
      assertThat(
              json(kit, alice, "DynamoDB_20120810.PutItem", String.format(put, "allowed")).status())
          .isEqualTo(200);
    }
  }

  @Test
  void whoPassesARoleMustBeAllowedTo() {
    try (GateKit kit = GateKit.inMemory()) {
      RequestSigner alice = kit.user("alice");
      allow(kit, "alice", "Allow", "lambda:*", "*");
      String function =
          "{\"FunctionName\":\"f\",\"Role\":\"arn:aws:iam::" + GateKit.ACCOUNT + ":role/admin\"}";
      HttpCall create = alice.rest("lambda", "/2015-03-31/functions", function, kit.now());
      assertThat(kit.send(create).body()).contains("iam:PassRole");
      allow(kit, "alice", "Allow", "iam:PassRole", "*");
      assertThat(kit.send(create).status()).isEqualTo(201);
      assertThat(
              kit.send(alice.rest("lambda", "/2015-03-31/functions/f/invocations", "{}", kit.now()))
                  .body())
          .isEqualTo("null");
    }
  }

  /** An Allow on everything does not get around a Deny on something that nobody can see. */
  @Test
  void whatNobodyKnowsTheResourceOfIsRefusedWhereADenyMightBeMeant() {
    try (GateKit kit = GateKit.inMemory()) {
      RequestSigner alice = kit.user("alice");
      allow(kit, "alice", "Allow", "dynamodb:*", "*");
      String batch = "{\"RequestItems\":{\"secret\":{\"Keys\":[{\"id\":{\"S\":\"1\"}}]}}}";
      assertThat(json(kit, alice, "DynamoDB_20120810.BatchGetItem", batch).status()).isEqualTo(501);
      allow(kit, "alice", "Deny", "dynamodb:BatchGetItem", "arn:aws:dynamodb:*:*:table/secret");
      assertThat(json(kit, alice, "DynamoDB_20120810.BatchGetItem", batch).body())
          .contains("AccessDeniedException");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ec2, <Errors>",
    "sqs, __type",
    "rds, <ErrorResponse>",
    "route53, <Error>",
  })
  void whatIsNotAnsweredIsSaidInTheProtocolOfTheService(String service, String form) {
    try (GateKit kit = GateKit.inMemory()) {
      Map<String, String> parameters = Map.of("Action", "DescribeNothing", "Version", "1");
      Answer answer = kit.send(kit.admin.query(service, parameters, kit.now()));
      assertThat(answer.status()).isEqualTo(501);
      assertThat(answer.body()).contains(form, "NotImplemented");
    }
  }

  @Test
  void aBodyOtherThanTheSignedOneIsRefused() {
    try (GateKit kit = GateKit.inMemory()) {
      kit.send(s3(kit, kit.admin, "PUT", "/records", "", ""));
      HttpCall put = s3(kit, kit.admin, "PUT", "/records/k", "", "good");
      HttpCall changed =
          new HttpCall(
              put.method(),
              put.path(),
              put.query(),
              put.headers(),
              "evil".getBytes(StandardCharsets.UTF_8),
              put.remote(),
              put.secure());
      assertThat(kit.send(changed).code()).isEqualTo("XAmzContentSHA256Mismatch");
    }
  }

  /** What a server that answers everything was asked. */
  private static final class Emulator implements AutoCloseable {
    private final List<String> asked = new ArrayList<>();
    private final HttpServer server;

    Emulator() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            asked.add(
                exchange.getRequestMethod()
                    + " "
                    + exchange.getRequestURI()
                    + " "
                    + exchange.getRequestHeaders().getFirst("X-Amz-Target")
                    + " "
                    + exchange.getRequestHeaders().getFirst("X-Extra"));
            byte[] answer = "{\"from\":\"emulator\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
      server.start();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void whatIsAllowedGoesUpstreamAndNothingElse() throws IOException {
    try (Emulator emulator = new Emulator();
        GateKit kit = new GateKit(null, folder, emulator.address())) {
      RequestSigner alice = kit.user("alice");
      HttpCall ask = alice.json("dynamodb", "DynamoDB_20120810.ListTables", "{}", kit.now());
      assertThat(kit.send(ask).status()).isEqualTo(400);
      assertThat(emulator.asked).isEmpty();
      allow(kit, "alice", "Allow", "dynamodb:ListTables", "*");
      List<HttpCall.Header> headers = new ArrayList<>(ask.headers());
      headers.add(new HttpCall.Header("X-Extra", "unsigned"));
      HttpCall more =
          new HttpCall("POST", "/", "", headers, ask.body(), ask.remote(), ask.secure());
      assertThat(kit.send(more).body()).isEqualTo("{\"from\":\"emulator\"}");
      assertThat(emulator.asked).containsExactly("POST / DynamoDB_20120810.ListTables null");
      assertThat(kit.records())
          .filteredOn(each -> "ListTables".equals(each.get("eventName")))
          .extracting(each -> each.get("errorCode"))
          .containsExactly("AccessDenied", null);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/public/../secret/key",
        "/public/%2e%2e/secret/key",
        "/public//secret",
        "/public/%2fsecret",
        "/public/..;/secret/key",
        "/public/a%5c..%5csecret",
      })
  void aPathThatCouldBeAnotherOneDoesNotGoUpstream(String path) throws IOException {
    try (Emulator emulator = new Emulator();
        GateKit kit = new GateKit(null, null, emulator.address())) {
      Answer answer = kit.send(s3(kit, kit.admin, "GET", path, "", ""));
      assertThat(answer.status()).isIn(400, 403, 501);
      assertThat(emulator.asked).isEmpty();
    }
  }

  /** The gate's own services are never somebody else's to answer. */
  @ParameterizedTest
  @ValueSource(strings = {"iam", "sts", "organizations", "cloudtrail", "account"})
  void callsOfTheGatesOwnServicesDoNotGoUpstream(String service) throws IOException {
    try (Emulator emulator = new Emulator();
        GateKit kit = new GateKit(null, null, emulator.address())) {
      Map<String, String> form = Map.of("Action", "CreateUser", "Version", "2000-01-01");
      assertThat(kit.send(kit.admin.query(service, form, kit.now())).status()).isEqualTo(400);
      assertThat(emulator.asked).isEmpty();
    }
  }

  @Test
  void aRequestWithTwoMeaningsHasNone() throws IOException {
    try (Emulator emulator = new Emulator();
        GateKit kit = new GateKit(null, null, emulator.address())) {
      HttpCall both =
          kit.admin.sign(
              "POST",
              "/",
              "Action=TerminateInstances&Version=2016-11-15",
              Map.of(
                  "content-type", "application/x-amz-json-1.1",
                  "x-amz-target", "DynamoDB_20120810.ListTables"),
              "{}".getBytes(StandardCharsets.UTF_8),
              "dynamodb",
              "us-east-1",
              kit.now());
      assertThat(kit.send(both).status()).isEqualTo(501);
      assertThat(emulator.asked).isEmpty();
    }
  }
}
