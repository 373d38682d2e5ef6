package dev.gatehouse.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gate.GateKit.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AssumeRoleTest {
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"%s\"},"
          + "\"Action\":\"sts:AssumeRole\"}]}";
  private static final String ROLE = "arn:aws:iam::" + GateKit.ACCOUNT + ":role/deploy";

  private final GateKit kit = GateKit.inMemory();

  @AfterEach
  void stop() {
    kit.close();
  }

  private void role(String trusted) {
    Answer made =
        kit.call(
            kit.admin,
            "iam",
            "CreateRole",
            "RoleName",
            "deploy",
            "AssumeRolePolicyDocument",
            String.format(TRUST, trusted));
    assertThat(made.status()).isEqualTo(200);
  }

  private Answer assume(RequestSigner signer) {
    return kit.call(signer, "sts", "AssumeRole", "RoleArn", ROLE, "RoleSessionName", "session1");
  }

  @Test
  void trustedUserBecomesTheRole() {
    RequestSigner alice = kit.user("alice");
    role("arn:aws:iam::" + GateKit.ACCOUNT + ":user/alice");
    Answer assumed = assume(alice);
    assertThat(assumed.status()).isEqualTo(200);
    assertThat(kit.call(assumed.signer(), "sts", "GetCallerIdentity").text("Arn"))
        .isEqualTo("arn:aws:sts::" + GateKit.ACCOUNT + ":assumed-role/deploy/session1");
  }

  @Test
  void othersAreRefusedAndDoNotLearnWhetherTheRoleIsThere() {
    RequestSigner alice = kit.user("alice");
    RequestSigner mallory = kit.user("mallory");
    String before = assume(mallory).text("Message");
    role("arn:aws:iam::" + GateKit.ACCOUNT + ":user/alice");
    assertThat(assume(mallory).code()).isEqualTo("AccessDenied");
    assertThat(assume(mallory).text("Message"))
        .isEqualTo(before)
        .endsWith("is not authorized to perform: sts:AssumeRole on resource: " + ROLE);
    assertThat(assume(alice).status()).isEqualTo(200);
  }

  @Test
  void credentialsEndWhenTheyExpire() {
    RequestSigner alice = kit.user("alice");
    role("arn:aws:iam::" + GateKit.ACCOUNT + ":user/alice");
    RequestSigner session = assume(alice).signer();
    kit.advance(Duration.ofHours(1).minusSeconds(1));
    assertThat(kit.call(session, "sts", "GetCallerIdentity").status()).isEqualTo(200);
    kit.advance(Duration.ofSeconds(1));
    assertThat(kit.call(session, "sts", "GetCallerIdentity").code()).isEqualTo("ExpiredToken");
  }
}
