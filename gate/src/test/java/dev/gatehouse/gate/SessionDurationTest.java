package dev.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gate.GateKit.Answer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each call at its least and most duration and one second beyond (STS API reference). */
class SessionDurationTest {
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"%s\"},"
          + "\"Action\":\"sts:AssumeRole\"}]}";

  private final GateKit kit = GateKit.inMemory();

  @AfterEach
  void stop() {
    kit.close();
  }

  private void role(String name, String trusted, int maximum) {
    kit.call(
        kit.admin,
        "iam",
        "CreateRole",
        "RoleName",
        name,
        "MaxSessionDuration",
        String.valueOf(maximum),
        "AssumeRolePolicyDocument",
        String.format(TRUST, trusted));
  }

  private Answer assume(RequestSigner signer, String role, int seconds) {
    return kit.call(
        signer,
        "sts",
        "AssumeRole",
        "RoleArn",
        "arn:aws:iam::" + GateKit.ACCOUNT + ":role/" + role,
        "RoleSessionName",
        "session1",
        "DurationSeconds",
        String.valueOf(seconds));
  }

  private void assertLives(Answer answer, int seconds) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(Duration.between(kit.now(), Instant.parse(answer.text("Expiration"))))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"3600, 900", "3600, 3600", "7200, 7200", "43200, 43200"})
  void directlyUpToTheMaximumOfTheRole(int maximum, int seconds) {
    RequestSigner alice = kit.user("alice");
    role("deploy", "arn:aws:iam::" + GateKit.ACCOUNT + ":user/alice", maximum);
    assertLives(assume(alice, "deploy", seconds), seconds);
  }

  @ParameterizedTest
  @CsvSource({
    "3600, 899, greater than or equal to 900",
    "3600, 3601, exceeds the MaxSessionDuration set for this role.",
    "7200, 7201, exceeds the MaxSessionDuration set for this role.",
    "43200, 43201, less than or equal to 43200"
  })
  void directlyNoFurther(int maximum, int seconds, String reason) {
    RequestSigner alice = kit.user("alice");
    role("deploy", "arn:aws:iam::" + GateKit.ACCOUNT + ":user/alice", maximum);
    Answer refused = assume(alice, "deploy", seconds);
    assertThat(refused.code()).isEqualTo("ValidationError");
    assertThat(refused.text("Message")).contains(reason);
  }

  @Test
  void throughAChainOneHourAtMostWhateverTheRoleAllows() {
    RequestSigner alice = kit.user("alice");
    role("first", "arn:aws:iam::" + GateKit.ACCOUNT + ":user/alice", 43_200);
    role("second", "arn:aws:iam::" + GateKit.ACCOUNT + ":role/first", 43_200);
    RequestSigner session = assume(alice, "first", 3_600).signer();
    assertLives(assume(session, "second", 3_600), 3_600);
    assertThat(assume(session, "second", 3_601).text("Message"))
        .isEqualTo(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
                + " role chaining.");
  }

  @Test
  void aSessionTokenCountsAsAChain() {
    RequestSigner alice = kit.user("alice");
    role("deploy", "arn:aws:iam::" + GateKit.ACCOUNT + ":user/alice", 43_200);
    RequestSigner session = kit.call(alice, "sts", "GetSessionToken").signer();
    assertThat(assume(session, "deploy", 3_601).text("Message")).contains("role chaining");
  }

  @ParameterizedTest
  @CsvSource({
    "GetSessionToken, 900, 200",
    "GetSessionToken, 129600, 200",
    "GetSessionToken, 899, 400",
    "GetSessionToken, 129601, 400",
    "GetFederationToken, 900, 200",
    "GetFederationToken, 129600, 200",
    "GetFederationToken, 899, 400",
    "GetFederationToken, 129601, 400"
  })
  void tokensOfUsers(String operation, int seconds, int status) {
    Answer answer = token(kit.admin, operation, seconds);
    assertThat(answer.status()).isEqualTo(status);
    if (status == 200) {
      assertLives(answer, seconds);
    }
  }

  private Answer token(RequestSigner signer, String operation, int seconds) {
    String duration = String.valueOf(seconds);
    return operation.equals("GetSessionToken")
        ? kit.call(signer, "sts", operation, "DurationSeconds", duration)
        : kit.call(signer, "sts", operation, "DurationSeconds", duration, "Name", "bob");
  }

  @Test
  void rootGetsAnHourWhateverItAsksFor() {
    RequestSigner root = kit.root();
    assertLives(token(root, "GetSessionToken", 7_200), 3_600);
    assertLives(token(root, "GetFederationToken", 7_200), 3_600);
  }

  @Test
  void defaultsAreAnHourForRolesAndTwelveForTokens() {
    role("deploy", GateKit.ACCOUNT, 43_200);
    String role = "arn:aws:iam::" + GateKit.ACCOUNT + ":role/deploy";
    assertLives(
        kit.call(kit.admin, "sts", "AssumeRole", "RoleArn", role, "RoleSessionName", "session1"),
        3_600);
    assertLives(kit.call(kit.admin, "sts", "GetSessionToken"), 43_200);
  }
}
