package dev.gatehouse.policy.rule;

import static dev.gatehouse.policy.decision.Outcome.ALLOWED;
import static dev.gatehouse.policy.decision.Outcome.EXPLICITLY_DENIED;
import static dev.gatehouse.policy.decision.Outcome.IMPLICITLY_DENIED;
import static dev.gatehouse.policy.decision.Outcome.UNKNOWN;
import static dev.gatehouse.policy.rule.Ask.ALLOW_ALL;
import static dev.gatehouse.policy.rule.Ask.DENY_ALL;
import static dev.gatehouse.policy.rule.Ask.ROLE;
import static dev.gatehouse.policy.rule.Ask.ROOT;
import static dev.gatehouse.policy.rule.Ask.SESSION;
import static dev.gatehouse.policy.rule.Ask.USER;
import static dev.gatehouse.policy.rule.Ask.allowIf;
import static dev.gatehouse.policy.rule.Ask.grantTo;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rules 1-10. Source: IAM guide, "Policy evaluation logic", unless a case says otherwise. */
class OrderOfDecisionTest {
  private static final String FEDERATED = "arn:aws:sts::123456789012:federated-user/fred";

  @Test
  void rule01NothingIsAllowedUnlessSaidButToRoot() {
    assertThat(Ask.by(USER).outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(Ask.by(ROOT).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(ROOT).scp(DENY_ALL).outcome()).isEqualTo(EXPLICITLY_DENIED);
  }

  @Test
  void rule02AnyDenyOfAnyKindWins() {
    String deny = "{'Effect':'Deny','Principal':'*','Action':'*','Resource':'*'}";
    assertThat(Ask.by(USER).identity(ALLOW_ALL, DENY_ALL).outcome()).isEqualTo(EXPLICITLY_DENIED);
    assertThat(Ask.by(USER).identity(ALLOW_ALL).resource(deny).outcome())
        .isEqualTo(EXPLICITLY_DENIED);
    assertThat(Ask.by(USER).identity(ALLOW_ALL).boundary(ALLOW_ALL, DENY_ALL).outcome())
        .isEqualTo(EXPLICITLY_DENIED);
    assertThat(Ask.by(USER).identity(ALLOW_ALL).scp(ALLOW_ALL, DENY_ALL).outcome())
        .isEqualTo(EXPLICITLY_DENIED);
    assertThat(Ask.by(USER).identity(ALLOW_ALL).rcp(deny).outcome()).isEqualTo(EXPLICITLY_DENIED);
    assertThat(Ask.by(SESSION).identity(ALLOW_ALL).session(ALLOW_ALL, DENY_ALL).outcome())
        .isEqualTo(EXPLICITLY_DENIED);
  }

  @Test
  void rule03AnRcpLevelWithoutAllowDenies() {
    Ask listed = Ask.by(USER).identity(ALLOW_ALL).set(set -> set.rcpFullAccess(false));
    assertThat(
            listed
                .rcp("{'Effect':'Allow','Principal':'*','Action':'kms:*','Resource':'*'}")
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(
            Ask.by(USER)
                .identity(ALLOW_ALL)
                .rcp("{'Effect':'Deny','Principal':'*','Action':'kms:*','Resource':'*'}")
                .outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule04EveryScpLevelMustAllow() {
    assertThat(Ask.by(USER).identity(ALLOW_ALL).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(USER).identity(ALLOW_ALL).scp(ALLOW_ALL).scp(ALLOW_ALL).outcome())
        .isEqualTo(ALLOWED);
    Ask gap = Ask.by(USER).identity(ALLOW_ALL).scp(ALLOW_ALL);
    gap.scp("{'Effect':'Allow','Action':'ec2:*','Resource':'*'}").scp(ALLOW_ALL);
    assertThat(gap.outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(gap.decision().blockers().get(0).level()).isEqualTo("scp-1");
  }

  @Test
  void rule05AResourcePolicyMayEndTheMatterDependingOnWhomItNames() {
    assertThat(Ask.by(USER).resource(grantTo(USER)).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(USER).resource(grantTo(ROOT)).outcome()).isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule06OneIdentityPolicyThatAllowsIsEnough() {
    String other = "{'Effect':'Allow','Action':'ec2:*','Resource':'*'}";
    assertThat(Ask.by(USER).identity(other).identity(ALLOW_ALL).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(USER).identity(other).outcome()).isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule07ABoundaryLimitsAndNeverGrants() {
    assertThat(Ask.by(USER).boundary(ALLOW_ALL).outcome()).isEqualTo(IMPLICITLY_DENIED);
    Ask limited = Ask.by(USER).identity(ALLOW_ALL);
    limited.boundary("{'Effect':'Allow','Action':'ec2:*','Resource':'*'}");
    assertThat(limited.outcome()).isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule08ASessionPolicyLimitsAndFederatedUsersNeedOne() {
    assertThat(Ask.by(SESSION).identity(ALLOW_ALL).outcome()).isEqualTo(ALLOWED);
    assertThat(
            Ask.by(SESSION)
                .identity(ALLOW_ALL)
                .session("{'Effect':'Allow','Action':'ec2:*','Resource':'*'}")
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(Ask.by(FEDERATED).identity(ALLOW_ALL).outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(Ask.by(FEDERATED).identity(ALLOW_ALL).session(ALLOW_ALL).outcome())
        .isEqualTo(ALLOWED);
    assertThat(Ask.by(FEDERATED).resource(grantTo(FEDERATED)).outcome()).isEqualTo(ALLOWED);
  }

  @Test
  void rule09WhatCannotBeEvaluatedNeverAllows() {
    Ask broken =
        Ask.by(USER).identity("{'Effect':'Allow','Action':'*','NotAction':'*','Resource':'*'}");
    assertThat(broken.outcome()).isEqualTo(UNKNOWN);
    assertThat(broken.decision().unknown()).containsExactly("policy:identity statement 1");
    assertThat(
            Ask.by(USER).identity(allowIf("'NoSuchOperator':{'aws:username':'alice'}")).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule10EveryBlockerIsNamedWithItsKind() {
    Ask ask = Ask.by(ROLE).boundary("{'Effect':'Allow','Action':'ec2:*','Resource':'*'}");
    ask.session(DENY_ALL).scp(ALLOW_ALL).scp("{'Effect':'Allow','Action':'ec2:*','Resource':'*'}");
    ask.rcp("{'Effect':'Deny','Principal':'*','Action':'s3:*','Resource':'*'}");
    assertThat(ask.outcome()).isEqualTo(EXPLICITLY_DENIED);
    assertThat(ask.blockers())
        .containsExactlyInAnyOrder(
            "session!", "rcp!", "identity", "permissionsBoundary", "session", "scp");
    assertThat(ask.decision().because()).hasSize(2);
  }
}
