package dev.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gate.GateKit.Answer;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.gate.wire.HttpCall.Header;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to be taken for somebody else, or for somebody at all. */
class AuthenticationTest {
  private final GateKit kit = GateKit.inMemory();

  @AfterEach
  void stop() {
    kit.close();
  }

  private static Map<String, String> form(String... parameters) {
    Map<String, String> form = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      form.put(parameters[i], parameters[i + 1]);
    }
    return form;
  }

  private HttpCall identity(RequestSigner signer) {
    return signer.query(
        "sts", form("Action", "GetCallerIdentity", "Version", "2011-06-15"), kit.now());
  }

  private static HttpCall headers(HttpCall call, UnaryOperator<List<Header>> change) {
    return new HttpCall(
        call.method(),
        call.path(),
        call.query(),
        change.apply(new ArrayList<>(call.headers())),
        call.body(),
        call.remote(),
        call.secure());
  }

  private static HttpCall with(HttpCall call, String name, String value) {
    return headers(
        call,
        all -> {
          all.add(new Header(name, value));
          return all;
        });
  }

  private static HttpCall replaced(HttpCall call, String name, String value) {
    return headers(
        call,
        all -> {
          all.replaceAll(each -> each.name().equals(name) ? new Header(name, value) : each);
          return all;
        });
  }

  @Test
  void aRightSignatureIsTaken() {
    assertThat(kit.send(identity(kit.admin)).status()).isEqualTo(200);
  }

  @Test
  void withoutASignatureNobodyIsAnybody() {
    HttpCall call = headers(identity(kit.admin), all -> List.of());
    assertThat(kit.send(call).status()).isIn(400, 403);
    HttpCall unsigned = replaced(identity(kit.admin), "authorization", "");
    assertThat(kit.send(unsigned).status()).isGreaterThanOrEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x-amz-date", "X-AMZ-DATE", "x-amz-security-token", "Host", "Authorization"})
  void aSecondHeaderIsNotTaken(String name) {
    HttpCall call = with(with(identity(kit.admin), name, "20260301T120000Z"), name, "x");
    assertThat(kit.send(call).code()).isIn("IncompleteSignature", "InvalidClientTokenId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Amz-Target", "x-amz-meta-anything", "X-Amz-Security-Token"})
  void aHeaderOfAwsThatWasNotSignedIsNotTaken(String name) {
    Answer answer =
        kit.send(with(identity(kit.admin), name, "AWSOrganizationsV20161128.ListRoots"));
    assertThat(answer.status()).isIn(400, 403);
  }

  @Test
  void aTargetCannotBeSmuggledIntoASignedRequest() {
    HttpCall call =
        with(identity(kit.admin), "X-Amz-Target", "AWSOrganizationsV20161128.CreateOrganization");
    assertThat(kit.send(call).status()).isEqualTo(400);
    assertThat(kit.gate().state().organization().all(dev.gatehouse.gate.state.Kind.ORGANIZATION))
        .isEmpty();
  }

  @Test
  void aParameterGivenTwiceIsRefused() {
    HttpCall signed = identity(kit.admin);
    byte[] twice =
        (new String(signed.body(), StandardCharsets.UTF_8) + "&Action=CreateUser")
            .getBytes(StandardCharsets.UTF_8);
    HttpCall call =
        new HttpCall("POST", "/", "", signed.headers(), twice, signed.remote(), signed.secure());
    assertThat(kit.send(call).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"POST, /, Action=CreateUser", "PUT, /, ''", "POST, //, ''", "POST, /x/.., ''"})
  void methodPathAndQueryAreSigned(String method, String path, String query) {
    HttpCall signed = identity(kit.admin);
    HttpCall call =
        new HttpCall(method, path, query, signed.headers(), signed.body(), signed.remote(), false);
    assertThat(kit.send(call).status()).isGreaterThanOrEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"-901, expired", "901, not yet current"})
  void clocksMayDifferByAQuarterOfAnHourAndNoMore(int seconds, String reason) {
    Instant then = kit.now().plusSeconds(seconds);
    HttpCall call =
        kit.admin.query("sts", form("Action", "GetCallerIdentity", "Version", "2011-06-15"), then);
    Answer answer = kit.send(call);
    assertThat(answer.code()).isEqualTo("SignatureDoesNotMatch");
    assertThat(answer.text("Message")).contains(reason);
    Instant nearly = kit.now().plusSeconds(seconds < 0 ? -900 : 900);
    HttpCall fine =
        kit.admin.query(
            "sts", form("Action", "GetCallerIdentity", "Version", "2011-06-15"), nearly);
    assertThat(kit.send(fine).status()).isEqualTo(200);
  }

  @Test
  void aKeyThatIsInactiveOrGoneIsNobodys() {
    kit.call(kit.admin, "iam", "CreateUser", "UserName", "alice");
    Answer made = kit.call(kit.admin, "iam", "CreateAccessKey", "UserName", "alice");
    String key = made.text("AccessKeyId");
    String[] named = {"UserName", "alice", "AccessKeyId", key, "Status", "Inactive"};
    kit.call(kit.admin, "iam", "UpdateAccessKey", named);
    assertThat(kit.send(identity(made.signer())).code()).isEqualTo("InvalidClientTokenId");
    kit.call(kit.admin, "iam", "DeleteAccessKey", "UserName", "alice", "AccessKeyId", key);
    assertThat(kit.send(identity(made.signer())).code()).isEqualTo("InvalidClientTokenId");
  }

  @Test
  void theTokenOfOneSessionDoesNotGoWithTheKeyOfAnother() {
    Answer one = kit.call(kit.admin, "sts", "GetSessionToken");
    Answer other = kit.call(kit.admin, "sts", "GetSessionToken");
    RequestSigner swapped =
        new RequestSigner(
            one.text("AccessKeyId"), one.text("SecretAccessKey"), other.text("SessionToken"));
    assertThat(kit.send(identity(swapped)).code()).isEqualTo("InvalidClientTokenId");
    RequestSigner withoutToken =
        new RequestSigner(one.text("AccessKeyId"), one.text("SecretAccessKey"), null);
    assertThat(kit.send(identity(withoutToken)).code()).isEqualTo("InvalidClientTokenId");
  }

  @Test
  void aTokenWithOneLetterChangedIsNone() {
    Answer session = kit.call(kit.admin, "sts", "GetSessionToken");
    String token = session.text("SessionToken");
    for (int at : new int[] {0, 10, token.length() / 2, token.length() - 6}) {
      char other = token.charAt(at) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, at) + other + token.substring(at + 1);
      RequestSigner signer =
          new RequestSigner(session.text("AccessKeyId"), session.text("SecretAccessKey"), changed);
      assertThat(kit.send(identity(signer)).code()).isEqualTo("InvalidClientTokenId");
    }
  }

  @Test
  void aTokenOfAnotherGateIsNone() {
    try (GateKit other = GateKit.inMemory()) {
      RequestSigner foreign = other.call(other.admin, "sts", "GetSessionToken").signer();
      assertThat(kit.send(identity(foreign)).code()).isEqualTo("InvalidClientTokenId");
      assertThat(kit.send(identity(other.admin)).code()).isEqualTo("InvalidClientTokenId");
    }
  }

  @Test
  void signatureVersion4AIsRefusedClearly() {
    HttpCall call = identity(kit.admin);
    String authorization =
        call.header("authorization", "").replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256");
    Answer answer = kit.send(replaced(call, "authorization", authorization));
    assertThat(answer.code()).isEqualTo("IncompleteSignature");
    assertThat(answer.text("Message")).contains("Signature Version 4A");
  }

  @Test
  void aSignatureForAnotherServiceIsNotTaken() {
    HttpCall call =
        kit.admin.query("s3", form("Action", "ListUsers", "Version", "2010-05-08"), kit.now());
    assertThat(kit.send(call).text("Message"))
        .startsWith("Credential should be scoped to correct service: 'iam'");
  }

  @Test
  void aSessionEndsWithItsUserAlsoWhenAnotherOfTheNameComes() {
    RequestSigner session = kit.call(kit.user("alice"), "sts", "GetSessionToken").signer();
    assertThat(kit.send(identity(session)).status()).isEqualTo(200);
    String key =
        kit.call(kit.admin, "iam", "ListAccessKeys", "UserName", "alice").text("AccessKeyId");
    kit.call(kit.admin, "iam", "DeleteAccessKey", "UserName", "alice", "AccessKeyId", key);
    kit.call(kit.admin, "iam", "DeleteUser", "UserName", "alice");
    kit.call(kit.admin, "iam", "CreateUser", "UserName", "alice");
    assertThat(kit.send(identity(session)).code()).isEqualTo("InvalidClientTokenId");
  }

  @Test
  void aSessionStaysGoodWhenItsUserIsRenamed() {
    RequestSigner alice = kit.user("alice");
    RequestSigner session = kit.call(alice, "sts", "GetSessionToken").signer();
    kit.call(kit.admin, "iam", "UpdateUser", "UserName", "alice", "NewUserName", "alicia");
    assertThat(kit.call(session, "sts", "GetCallerIdentity").text("Arn")).endsWith(":user/alicia");
  }

  @Test
  void presignedRequestsAreTakenUntilTheyExpire() {
    HttpCall call =
        kit.admin.presign("Action=GetCallerIdentity&Version=2011-06-15", "sts", kit.now(), 60);
    assertThat(kit.send(call).status()).isEqualTo(200);
    kit.advance(Duration.ofSeconds(61));
    assertThat(kit.send(call).text("Message")).startsWith("Signature expired");
  }
}
