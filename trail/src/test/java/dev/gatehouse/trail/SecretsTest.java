package dev.gatehouse.trail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessionToken",
        "SessionToken",
        "secretAccessKey",
        "password",
        "masterUserPassword",
        "newPassword",
        "secretString",
        "clientSecret",
        "accessToken",
        "refreshToken",
        "idToken",
        "webIdentityToken",
        "privateKey",
        "sAMLAssertion",
        "authorizationCode",
        "serviceApiKeyValue",
        "token"
      })
  void areNotShown(String name) {
    String secret = "AQoEXAMPLE/\\\"+=";
    assertThat(Secrets.mask("{\"a\":1,\"" + name + "\" : \"" + secret + "\",\"b\":\"c\"}"))
        .isEqualTo("{\"a\":1,\"" + name + "\" : \"****\",\"b\":\"c\"}");
    // Inside a text, and in a piece that breaks off.
    assertThat(Secrets.mask("{\"m\":\"{\\\"" + name + "\\\":\\\"AQoEXAMPLE\\\",\\\"b\\\":1}\"}"))
        .isEqualTo("{\"m\":\"{\\\"" + name + "\\\":\\\"****\\\",\\\"b\\\":1}\"}");
    assertThat(Secrets.mask("{\"" + name + "\":\"AQoEXAM")).isEqualTo("{\"" + name + "\":\"****");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nextToken",
        "clientToken",
        "clientRequestToken",
        "passwordLastUsed",
        "secretId",
        "accessKeyId",
        "sAMLAssertionID",
        "allowUsersToChangePasswords",
        "httpTokens",
        "publicKey",
        "keyId"
      })
  void othersAreShown(String name) {
    String json = "{\"" + name + "\":\"value\"}";
    assertThat(Secrets.mask(json)).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Amz-Security-Token", "X-Amz-Signature", "SigninToken"})
  void nothingOfASignedUrlIsShown(String name) {
    assertThat(Secrets.mask("{\"u\":\"https://example.com/?a=b&" + name + "=abc%2F&c=d\"}"))
        .isEqualTo("{\"u\":\"https://example.com/?a=b&" + name + "=****&c=d\"}");
  }
}
