package dev.gatehouse.policy.rule;

import static dev.gatehouse.policy.decision.Outcome.ALLOWED;
import static dev.gatehouse.policy.decision.Outcome.EXPLICITLY_DENIED;
import static dev.gatehouse.policy.decision.Outcome.IMPLICITLY_DENIED;
import static dev.gatehouse.policy.rule.Ask.ACCOUNT;
import static dev.gatehouse.policy.rule.Ask.ALLOW_ALL;
import static dev.gatehouse.policy.rule.Ask.DENY_ALL;
import static dev.gatehouse.policy.rule.Ask.ROOT;
import static dev.gatehouse.policy.rule.Ask.SESSION;
import static dev.gatehouse.policy.rule.Ask.TRUSTED;
import static dev.gatehouse.policy.rule.Ask.USER;
import static dev.gatehouse.policy.rule.Ask.allowIf;
import static dev.gatehouse.policy.rule.Ask.grant;
import static dev.gatehouse.policy.rule.Ask.grantTo;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Rules 46-57. Source: STS API reference; IAM guide, "Passing session tags", "Monitor and control
 * actions taken with assumed roles"; AWS Security Blog, "Announcing an update to IAM role trust
 * policy behavior".
 */
class TrustPolicyTest {
  private static final String PROVIDER =
      "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

  private static Ask assume(String caller) {
    return Ask.by(caller).does("sts:AssumeRole", TRUSTED);
  }

  @Test
  void rule46AMissingTrustPolicyIsNoFreePass() {
    Ask ask = assume(USER).identity(ALLOW_ALL);
    assertThat(ask.outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(ask.decision().blockers().get(0).message()).contains("no trust policy was given");
    assertThat(
            assume(USER)
                .resource(
                    "{'Effect':'Allow','Principal':{'AWS':'"
                        + USER
                        + "'},'Action':'sts:AssumeRole'}")
                .outcome())
        .as("a trust policy has no Resource element")
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule47ARoleMustTrustItselfUnlessItIsOneOfTheOldOnes() {
    String self = "arn:aws:iam::123456789012:role/app/worker";
    Ask ask = Ask.by(SESSION).does("sts:AssumeRole", self).identity(ALLOW_ALL);
    ask.resource(grant("{'Service':'ec2.amazonaws.com'}"));
    assertThat(ask.outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(ask.set(set -> set.legacySelfTrust(true)).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(SESSION).does("sts:AssumeRole", self).resource(grantTo(self)).outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule48ATrustedUserNeedsNoOwnAllowAndTheBoundaryIsASwitch() {
    Ask ask = assume(USER).resource(grantTo(USER));
    assertThat(ask.outcome()).isEqualTo(ALLOWED);
    ask.boundary("{'Effect':'Allow','Action':'ec2:*','Resource':'*'}");
    assertThat(ask.outcome()).isEqualTo(ALLOWED);
    assertThat(ask.set(set -> set.boundaryLimitsTrustedUser(true)).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule49ATrustedAccountNeedsTheCallersOwnAllow() {
    assertThat(assume(USER).resource(grantTo(ROOT)).outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(assume(USER).resource(grantTo(ROOT)).identity(ALLOW_ALL).outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule50TagsAndSourceIdentityAreActionsOfTheirOwn() {
    String only = "{'Effect':'Allow','Principal':{'AWS':'" + USER + "'},'Action':%s}";
    String assume = only.formatted("'sts:AssumeRole'");
    String withTags = only.formatted("['sts:AssumeRole','sts:TagSession']");
    String withBoth = only.formatted("['sts:AssumeRole','sts:TagSession','sts:SetSourceIdentity']");
    assertThat(assume(USER).resource(assume).outcome()).isEqualTo(ALLOWED);
    assertThat(assume(USER).resource(assume).key("aws:RequestTag/team", "x").outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(assume(USER).resource(withTags).key("aws:RequestTag/team", "x").outcome())
        .isEqualTo(ALLOWED);
    assertThat(assume(USER).resource(withTags).key("sts:SourceIdentity", "x").outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(assume(USER).resource(withBoth).key("aws:SourceIdentity", "x").outcome())
        .as("inherited by chaining")
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule51KeysOfAssumeRole() {
    String external =
        "{'Effect':'Allow','Principal':{'AWS':'210987654321'},'Action':'sts:AssumeRole','Condition':{'StringEquals':{'sts:ExternalId':'x-1'}}}";
    Ask ask = assume(Ask.FOREIGN).identity(ALLOW_ALL).resource(external);
    assertThat(ask.outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(ask.key("sts:ExternalId", "x-1").outcome()).isEqualTo(ALLOWED);
    String requestTag = allowIf("'StringEquals':{'aws:RequestTag/team':'a'}");
    assertThat(Ask.by(SESSION).identity(requestTag).key("aws:PrincipalTag/team", "a").outcome())
        .as("a tag of the request is not yet a tag of the principal")
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule52AnOidcTrustWithoutSubjectTakesAnyTokenOfTheProvider() {
    String any = grant("{'Federated':'" + PROVIDER + "'}");
    String repo =
        "{'Effect':'Allow','Principal':{'Federated':'"
            + PROVIDER
            + "'},'Action':'sts:AssumeRoleWithWebIdentity',"
            + "'Condition':{'StringEquals':{'token.actions.githubusercontent.com:sub':'repo:o/r:ref:refs/heads/main'}}}";
    Ask ask = Ask.by(PROVIDER).does("sts:AssumeRoleWithWebIdentity", TRUSTED);
    ask.key("token.actions.githubusercontent.com:sub", "repo:evil/x:ref:refs/heads/main");
    assertThat(ask.resource(any).outcome()).isEqualTo(ALLOWED);
    assertThat(ask.resource(repo).outcome()).isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule53TheMfaKeyIsAbsentForLongTermKeys() {
    String bool =
        "{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'Bool':{'aws:MultiFactorAuthPresent':'false'}}}";
    String ifExists = bool.replace("'Bool'", "'BoolIfExists'");
    assertThat(Ask.by(USER).identity(ALLOW_ALL, bool).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(USER).identity(ALLOW_ALL, ifExists).outcome()).isEqualTo(EXPLICITLY_DENIED);
    assertThat(
            Ask.by(USER)
                .identity(ALLOW_ALL, ifExists)
                .key("aws:MultiFactorAuthPresent", "true")
                .outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule54TheTrustPolicyCountsUnlikeInAwsOwnSimulator() {
    assertThat(
            assume(USER)
                .identity(ALLOW_ALL)
                .resource(grantTo("arn:aws:iam::123456789012:user/carol"))
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule55GetCallerIdentityCannotBeDenied() {
    assertThat(Ask.by(USER).does("sts:GetCallerIdentity", "*").identity(DENY_ALL).outcome())
        .isEqualTo(ALLOWED);
    assertThat(Ask.by("anonymous").does("sts:GetCallerIdentity", "*").outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule56ATokenCallTakesNoAwsCredentials() {
    Ask ask = Ask.by(USER).does("sts:AssumeRoleWithWebIdentity", TRUSTED);
    ask.identity(ALLOW_ALL).resource(grantTo(USER));
    assertThat(ask.outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(ask.blockers()).containsExactly("aws");
    assertThat(Ask.by(PROVIDER).does("sts:AssumeRole", TRUSTED).resource(grant("'*'")).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(assume(ROOT).resource(grantTo(ACCOUNT)).outcome())
        .as("STS API reference: not with root credentials")
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule57TheSecondHopIsMadeByTheFirstRolesSession() {
    String trust = grantTo("arn:aws:iam::123456789012:role/worker");
    assertThat(assume(SESSION).resource(trust).outcome()).isEqualTo(ALLOWED);
    assertThat(assume(USER).resource(trust).outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(assume(SESSION).resource(trust).key("aws:SourceIdentity", "alice").outcome())
        .as("source identity persists and the grant covers all actions")
        .isEqualTo(ALLOWED);
  }

  @Test
  void aTrustPolicyNamesNoResourceAndThatIsNotUnknown() {
    String trust =
        "{'Effect':'Allow','Principal':{'AWS':'"
            + USER
            + "'},'Action':'sts:AssumeRole','Condition':{'StringEquals':{'sts:ExternalId':'7f3a'}}}";
    assertThat(assume(USER).resource(trust).unknown("sts:ExternalId").decision().unknown())
        .containsExactly("sts:ExternalId");
  }
}
