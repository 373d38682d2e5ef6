package dev.gatehouse.policy.rule;

import static dev.gatehouse.policy.decision.Outcome.ALLOWED;
import static dev.gatehouse.policy.decision.Outcome.EXPLICITLY_DENIED;
import static dev.gatehouse.policy.decision.Outcome.IMPLICITLY_DENIED;
import static dev.gatehouse.policy.rule.Ask.ACCOUNT;
import static dev.gatehouse.policy.rule.Ask.ALLOW_ALL;
import static dev.gatehouse.policy.rule.Ask.FOREIGN;
import static dev.gatehouse.policy.rule.Ask.ROLE;
import static dev.gatehouse.policy.rule.Ask.ROOT;
import static dev.gatehouse.policy.rule.Ask.SESSION;
import static dev.gatehouse.policy.rule.Ask.TRUSTED;
import static dev.gatehouse.policy.rule.Ask.USER;
import static dev.gatehouse.policy.rule.Ask.allowIf;
import static dev.gatehouse.policy.rule.Ask.grant;
import static dev.gatehouse.policy.rule.Ask.grantTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.principal.Caller;
import org.junit.jupiter.api.Test;

/** Rules 11-23. Source: IAM guide, "Principal" and "NotPrincipal", unless a case says otherwise. */
class PrincipalTest {
  private static final String FEDERATED = "arn:aws:sts::123456789012:federated-user/fred";

  @Test
  void rule11ARoleWithAPathIsKnownByItsSession() {
    assertThat(Ask.by(SESSION).resource(grantTo(ROLE)).outcome()).isEqualTo(ALLOWED);
    assertThat(
            Ask.by(SESSION)
                .resource(grantTo("arn:aws:iam::210987654321:role/app/worker"))
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(
            Ask.by(SESSION)
                .resource(grantTo("arn:aws:iam::123456789012:role/worker/app"))
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void theKnownPathOfASessionsRoleMustBeTheOneNamed() {
    Caller session = Caller.parse(SESSION).withRoleArn(ROLE);
    assertThat(Ask.by(session).resource(grantTo(ROLE)).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(session).resource(grantTo("arn:aws:iam::123456789012:role/worker")).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(
            Ask.by(session)
                .resource(grantTo("arn:aws:iam::123456789012:role/other/worker"))
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule12ARoleNamesAllItsSessionsASessionOnlyItself() {
    String other = "arn:aws:sts::123456789012:assumed-role/worker/s-2";
    assertThat(Ask.by(other).resource(grantTo(ROLE)).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(SESSION).resource(grantTo(SESSION)).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(other).resource(grantTo(SESSION)).outcome()).isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule13AnAccountDelegatesWhicheverWayItIsWritten() {
    for (String account : new String[] {ACCOUNT, ROOT}) {
      assertThat(Ask.by(USER).does("sts:AssumeRole", TRUSTED).resource(grantTo(account)).outcome())
          .isEqualTo(IMPLICITLY_DENIED);
      assertThat(
              Ask.by(USER)
                  .does("sts:AssumeRole", TRUSTED)
                  .identity(ALLOW_ALL)
                  .resource(grantTo(account))
                  .outcome())
          .isEqualTo(ALLOWED);
    }
  }

  @Test
  void rule14TheStarMeansEveryoneAndForeignersStillNeedTheirOwnAllow() {
    for (String everyone : new String[] {"'*'", "{'AWS':'*'}", "{'AWS':['*']}"}) {
      assertThat(Ask.by("anonymous").resource(grant(everyone)).outcome()).isEqualTo(ALLOWED);
      assertThat(Ask.by(USER).resource(grant(everyone)).outcome()).isEqualTo(ALLOWED);
      assertThat(Ask.by(FOREIGN).resource(grant(everyone)).outcome()).isEqualTo(IMPLICITLY_DENIED);
      assertThat(Ask.by(FOREIGN).identity(ALLOW_ALL).resource(grant(everyone)).outcome())
          .isEqualTo(ALLOWED);
    }
  }

  @Test
  void rule15WildcardsInsideAPrincipalArnMatchNobody() {
    assertThat(Ask.by(ROLE).resource(grantTo("arn:aws:iam::123456789012:role/*")).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(
            Ask.by(SESSION)
                .resource(grantTo("arn:aws:sts::123456789012:assumed-role/worker/*"))
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule16NamesAndAccountsCompareExactly() {
    assertThat(Ask.by(USER).resource(grantTo("arn:aws:iam::123456789012:user/Alice")).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(Ask.by(USER).resource(grantTo("arn:aws-cn:iam::123456789012:user/alice")).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule17ABareUniqueIdIsADeletedPrincipal() {
    assertThat(Ask.by(ROLE).resource(grantTo("AROAEXAMPLEROLEID00000")).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    String byKey =
        "{'Effect':'Allow','Principal':'*','Action':'*','Condition':{'ArnEquals':{'aws:PrincipalArn':'"
            + ROLE
            + "'}}}";
    assertThat(Ask.by(ROLE).derived().resource(byKey).outcome()).isEqualTo(ALLOWED);
  }

  @Test
  void rule18FederatedPrincipalsHaveOnlyTheTrustPolicy() {
    String provider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
    String trust = grant("{'Federated':'" + provider + "'}");
    assertThat(
            Ask.by(provider)
                .does("sts:AssumeRoleWithWebIdentity", TRUSTED)
                .resource(trust)
                .outcome())
        .isEqualTo(ALLOWED);
    assertThat(
            Ask.by("accounts.google.com")
                .does("sts:AssumeRoleWithWebIdentity", TRUSTED)
                .resource(trust)
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(Ask.by(provider).does("s3:GetObject", Ask.OBJECT).resource(grant("'*'")).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule19ServicesMatchByNameAndNeverAsAnAccount() {
    Ask ask = Ask.by("lambda.amazonaws.com");
    assertThat(
            ask.resource(grant("{'Service':['ec2.amazonaws.com','lambda.amazonaws.com']}"))
                .outcome())
        .isEqualTo(ALLOWED);
    assertThat(
            Ask.by("lambda.amazonaws.com")
                .resource(grant("{'Service':'ec2.amazonaws.com'}"))
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(Ask.by("lambda.amazonaws.com").resource(grantTo(ACCOUNT)).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    // China: "ec2.amazonaws.com.cn" and "ec2.amazonaws.com" name the same service.
    assertThat(
            Ask.by("ec2.amazonaws.com")
                .resource(grant("{'Service':'ec2.amazonaws.com.cn'}"))
                .outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule20AFederatedUserIsCoveredByItsUserButWithinLimits() {
    Caller fred = Caller.parse(FEDERATED).withIssuer(USER);
    assertThat(Ask.by(fred).resource(grantTo(USER)).outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(Ask.by(fred).resource(grantTo(USER)).session(ALLOW_ALL).outcome())
        .isEqualTo(ALLOWED);
    assertThat(
            Ask.by(fred)
                .resource(grantTo(FEDERATED))
                .boundary("{'Effect':'Allow','Action':'ec2:*','Resource':'*'}")
                .outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule21GroupsNameNobody() {
    var policy = Ask.by(USER).policy("p", grantTo("arn:aws:iam::123456789012:group/admins"));
    assertThat(policy.problems()).extracting("code").contains("bad-principal");
    assertThat(Ask.by(USER).resource(grantTo("arn:aws:iam::123456789012:group/admins")).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule22NotPrincipalSparesOnlyWhoIsListedWithAccountAndRole() {
    String deny = "{'Effect':'Deny','NotPrincipal':{'AWS':[%s]},'Action':'*','Resource':'*'}";
    String user = deny.formatted("'" + USER + "','" + ROOT + "'");
    assertThat(Ask.by(USER).identity(ALLOW_ALL).resource(user).outcome()).isEqualTo(ALLOWED);
    String alone = deny.formatted("'" + USER + "'");
    assertThat(Ask.by(USER).identity(ALLOW_ALL).resource(alone).outcome())
        .isEqualTo(EXPLICITLY_DENIED);
    String session = deny.formatted("'" + SESSION + "','" + ROLE + "','" + ACCOUNT + "'");
    assertThat(Ask.by(SESSION).identity(ALLOW_ALL).resource(session).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(USER).identity(ALLOW_ALL).boundary(ALLOW_ALL).resource(user).outcome())
        .as("a boundary makes NotPrincipal deny whatever it lists")
        .isEqualTo(EXPLICITLY_DENIED);
  }

  @Test
  void rule23PrincipalArnOfASessionIsTheRole() {
    String condition = "'StringEquals':{'aws:PrincipalArn':'" + ROLE + "'}";
    Caller known = Caller.parse(SESSION).withRoleArn(ROLE);
    assertThat(Ask.by(known).derived().identity(allowIf(condition)).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(SESSION).derived().identity(allowIf(condition)).decision().unknown())
        .as("the session ARN does not show the role's path")
        .containsExactly("aws:PrincipalArn");
  }
}
