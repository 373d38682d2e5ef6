package dev.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gate.GateKit.Answer;
import dev.gatehouse.gate.wire.HttpCall;
import dev.gatehouse.gate.wire.HttpCall.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to use credentials for what they are not. */
class ForgeryTest {
  private static final String OTHER = "444455556666";
  private static final String QUERY = "Action=GetCallerIdentity&Version=2011-06-15";

  private final GateKit kit = GateKit.inMemory();

  @AfterEach
  void stop() {
    kit.close();
  }

  private static HttpCall query(HttpCall call, UnaryOperator<String> change) {
    return new HttpCall(
        call.method(),
        call.path(),
        change.apply(call.query()),
        call.headers(),
        call.body(),
        call.remote(),
        call.secure());
  }

  private static HttpCall authorization(HttpCall call, UnaryOperator<String> change) {
    List<Header> headers = new ArrayList<>(call.headers());
    headers.replaceAll(
        each ->
            each.name().equals("authorization")
                ? new Header("authorization", change.apply(each.value()))
                : each);
    return new HttpCall(
        call.method(),
        call.path(),
        call.query(),
        headers,
        call.body(),
        call.remote(),
        call.secure());
  }

  private HttpCall identity(RequestSigner signer) {
    return signer.query(
        "sts", Map.of("Action", "GetCallerIdentity", "Version", "2011-06-15"), kit.now());
  }

  private void refused(HttpCall call) {
    assertThat(kit.send(call).status()).as(call.toString()).isIn(400, 403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Amz-Expires=60|X-Amz-Expires=6000",
        "X-Amz-Expires=60&|''",
        "GetCallerIdentity|GetSessionToken",
        "X-Amz-SignedHeaders=host|X-Amz-SignedHeaders=",
        "X-Amz-SignedHeaders=host|X-Amz-SignedHeaders=host%3Bx-amz-date",
        "us-east-1|eu-west-1",
        "%2Fsts%2F|%2Fiam%2F",
        "X-Amz-Algorithm=AWS4-HMAC-SHA256|X-Amz-Algorithm=none",
        "X-Amz-Date=20260301|X-Amz-Date=20260302",
        "Action=|Action=GetSessionToken&Action=",
        "Action=|action=GetSessionToken&Action=",
        "Action=|X-Amz-Security-Token=x&Action=",
        "Action=|X-Amz-Signature=0&Action=",
      })
  void aPresignedUrlIsForWhatItWasSignedFor(String before, String after) {
    HttpCall good = kit.admin.presign(QUERY, "sts", kit.now(), 60);
    assertThat(kit.send(good).status()).isEqualTo(200);
    assertThat(good.query()).contains(before);
    refused(query(good, text -> text.replace(before, after)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"upper", "short", "long", "empty", "space", "zero"})
  void aSignatureIsItsSixtyFourDigitsAndNoOthers(String how) {
    refused(
        authorization(
            identity(kit.admin),
            text -> {
              int at = text.indexOf("Signature=") + "Signature=".length();
              String signature = text.substring(at);
              return text.substring(0, at)
                  + switch (how) {
                    case "upper" -> signature.toUpperCase(Locale.ROOT).replace('0', 'O');
                    case "short" -> signature.substring(0, 63);
                    case "long" -> signature + "0";
                    case "empty" -> "";
                    case "space" -> signature.substring(0, 32) + " " + signature.substring(32);
                    default -> "0".repeat(64);
                  };
            }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "content-type;x-amz-date", "content-type;host", "host;host", "*"})
  void theNamesOfSignedHeadersCannotBeFewer(String names) {
    refused(
        authorization(
            identity(kit.admin),
            text -> text.replaceFirst("SignedHeaders=[^,]+", "SignedHeaders=" + names)));
  }

  @Test
  void aPresignedUrlWithAnAuthorizationHeaderIsNeither() {
    HttpCall url = kit.admin.presign(QUERY, "sts", kit.now(), 60);
    List<Header> headers = new ArrayList<>(url.headers());
    headers.add(new Header("Authorization", identity(kit.admin).header("authorization", "")));
    refused(new HttpCall("GET", "/", url.query(), headers, url.body(), url.remote(), url.secure()));
  }

  /** Each part of a session's credentials with each other one's. */
  @Test
  void partsOfCredentialsOfTwoAccountsDoNotGoTogether() {
    RequestSigner there = GateKit.signer(kit.gate().seed().administrator(OTHER, "admin"));
    Answer here = kit.call(kit.admin, "sts", "GetSessionToken");
    Answer far = kit.call(there, "sts", "GetSessionToken");
    String[] parts = {"AccessKeyId", "SecretAccessKey", "SessionToken"};
    for (int mix = 1; mix < 7; mix++) {
      String[] mixed = new String[3];
      for (int i = 0; i < 3; i++) {
        mixed[i] = ((mix >> i & 1) == 1 ? far : here).text(parts[i]);
      }
      refused(identity(new RequestSigner(mixed[0], mixed[1], mixed[2])));
    }
  }

  @Test
  void aLongTermKeyDoesNotGoWithATokenAndASessionNotWithoutOne() {
    Answer session = kit.call(kit.admin, "sts", "GetSessionToken");
    RequestSigner alice = kit.user("alice");
    refused(identity(alice.withToken(session.text("SessionToken"))));
    refused(
        identity(
            new RequestSigner(session.text("AccessKeyId"), session.text("SecretAccessKey"), null)));
  }

  /** What the gate seals for one purpose is nothing for another. */
  @Test
  void sealedThingsAreNotTakenForOneAnother() {
    Answer session = kit.call(kit.admin, "sts", "GetSessionToken");
    RequestSigner signer = session.signer();
    String signIn =
        kit.send(RequestSigner.unsigned("/federation", signer.federationQuery())).body();
    String token = signIn.replaceAll(".*:\"|\"}", "");
    refused(
        identity(
            new RequestSigner(
                session.text("AccessKeyId"), session.text("SecretAccessKey"), token)));
    assertThat(
            kit.send(
                    RequestSigner.unsigned(
                        "/federation",
                        "Action=login&SigninToken="
                            + RequestSigner.encode(session.text("SessionToken"))))
                .status())
        .isEqualTo(400);
    assertThat(
            kit.call(
                    kit.admin,
                    "sts",
                    "DecodeAuthorizationMessage",
                    "EncodedMessage",
                    session.text("SessionToken"))
                .code())
        .isEqualTo("InvalidAuthorizationMessageException");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "=", "\n", "%20", "A"})
  void aTokenHasOneSpelling(String more) {
    Answer session = kit.call(kit.admin, "sts", "GetSessionToken");
    refused(
        identity(
            new RequestSigner(
                session.text("AccessKeyId"),
                session.text("SecretAccessKey"),
                "A" + session.text("SessionToken").substring(1) + more)));
  }

  @Test
  void aKeyOfAnAccountThatIsNotHereIsNobodys() {
    refused(identity(new RequestSigner("AKIAIOSFODNN7EXAMPLE", "x", null)));
    refused(identity(new RequestSigner("", "", null)));
    refused(identity(new RequestSigner("AKIA/../../../x", "x", null)));
  }
}
