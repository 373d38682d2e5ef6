package dev.gatehouse.policy.rule;

import static dev.gatehouse.policy.decision.Outcome.ALLOWED;
import static dev.gatehouse.policy.decision.Outcome.EXPLICITLY_DENIED;
import static dev.gatehouse.policy.decision.Outcome.IMPLICITLY_DENIED;
import static dev.gatehouse.policy.rule.Ask.ACCOUNT;
import static dev.gatehouse.policy.rule.Ask.ALLOW_ALL;
import static dev.gatehouse.policy.rule.Ask.DENY_ALL;
import static dev.gatehouse.policy.rule.Ask.ROLE;
import static dev.gatehouse.policy.rule.Ask.ROOT;
import static dev.gatehouse.policy.rule.Ask.SESSION;
import static dev.gatehouse.policy.rule.Ask.TRUSTED;
import static dev.gatehouse.policy.rule.Ask.USER;
import static dev.gatehouse.policy.rule.Ask.grantTo;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Source: IAM guide, "Compare AWS STS credentials" and "Permissions for GetSessionToken". */
class SessionLimitTest {
  private static final String FEDERATED = "arn:aws:sts::123456789012:federated-user/fred";
  private static final String NAME = "arn:aws:sts::123456789012:federated-user/new";

  private static Ask sessionToken() {
    return Ask.by(USER).identity(ALLOW_ALL).key("aws:TokenIssueTime", "2026-05-04T08:00:00Z");
  }

  private static Ask federationToken() {
    return Ask.by(FEDERATED).identity(ALLOW_ALL).session(ALLOW_ALL);
  }

  @Test
  void noPolicyControlsGetSessionTokenAndGetCallerIdentity() {
    for (String action : new String[] {"sts:GetSessionToken", "sts:GetCallerIdentity"}) {
      assertThat(Ask.by(USER).does(action, "*").outcome()).isEqualTo(ALLOWED);
      assertThat(Ask.by(USER).does(action, "*").identity(DENY_ALL).scp(DENY_ALL).outcome())
          .isEqualTo(ALLOWED);
      assertThat(Ask.by(ROOT).does(action, "*").outcome()).isEqualTo(ALLOWED);
    }
    assertThat(Ask.by("anonymous").does("sts:GetSessionToken", "*").outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void aRoleSessionGetsNoTokenOfTheOtherKinds() {
    for (String caller : new String[] {SESSION, ROLE}) {
      assertThat(Ask.by(caller).does("sts:GetSessionToken", "*").identity(ALLOW_ALL).outcome())
          .isEqualTo(IMPLICITLY_DENIED);
      assertThat(Ask.by(caller).does("sts:GetFederationToken", NAME).identity(ALLOW_ALL).outcome())
          .isEqualTo(IMPLICITLY_DENIED);
      assertThat(Ask.by(caller).does("iam:ListUsers", "*").identity(ALLOW_ALL).outcome())
          .isEqualTo(ALLOWED);
    }
  }

  @Test
  void credentialsFromGetSessionTokenCallIamOnlyWithASecondFactor() {
    assertThat(sessionToken().does("iam:ListUsers", "*").outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(
            sessionToken()
                .does("iam:ListUsers", "*")
                .key("aws:MultiFactorAuthPresent", "false")
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(
            sessionToken()
                .does("iam:ListUsers", "*")
                .key("aws:MultiFactorAuthPresent", "true")
                .outcome())
        .isEqualTo(ALLOWED);
    assertThat(sessionToken().does("s3:GetObject", Ask.OBJECT).outcome()).isEqualTo(ALLOWED);
  }

  @Test
  void aSessionOfTheConsoleIsNotLimitedSo() {
    String console = "arn:aws:signin:us-east-1:123456789012:session/1";
    assertThat(
            sessionToken()
                .does("iam:ListUsers", "*")
                .key("aws:MultiFactorAuthPresent", "false")
                .key("aws:SignInSessionArn", console)
                .outcome())
        .isEqualTo(ALLOWED);
    assertThat(
            federationToken()
                .does("iam:ListUsers", "*")
                .key("aws:SignInSessionArn", console)
                .outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void passRoleIsAPermissionAndNoCallToIam() {
    assertThat(sessionToken().does("iam:PassRole", TRUSTED).outcome()).isEqualTo(ALLOWED);
    assertThat(federationToken().does("iam:PassRole", TRUSTED).outcome()).isEqualTo(ALLOWED);
  }

  @Test
  void credentialsFromGetSessionTokenMayAssumeRolesAndNothingElseOfSts() {
    Ask assume = sessionToken().does("sts:AssumeRole", TRUSTED).resource(grantTo(ACCOUNT));
    assertThat(assume.outcome()).isEqualTo(ALLOWED);
    assertThat(assume.key("aws:RequestTag/team", "data").outcome()).isEqualTo(ALLOWED);
    for (String action : new String[] {"sts:GetSessionToken", "sts:GetFederationToken"}) {
      assertThat(
              sessionToken().does(action, "*").key("aws:MultiFactorAuthPresent", "true").outcome())
          .isEqualTo(IMPLICITLY_DENIED);
    }
  }

  @Test
  void credentialsFromGetFederationTokenCallNeitherIamNorSts() {
    assertThat(federationToken().does("iam:GetUser", "*").outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(federationToken().does("sts:GetSessionToken", "*").outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(
            federationToken()
                .does("sts:AssumeRole", TRUSTED)
                .resource(grantTo(FEDERATED))
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(federationToken().does("sts:GetCallerIdentity", "*").outcome()).isEqualTo(ALLOWED);
    assertThat(federationToken().does("s3:GetObject", Ask.OBJECT).outcome()).isEqualTo(ALLOWED);
    assertThat(federationToken().does("iam:GetUser", "*").identity(DENY_ALL).outcome())
        .isEqualTo(EXPLICITLY_DENIED);
  }
}
