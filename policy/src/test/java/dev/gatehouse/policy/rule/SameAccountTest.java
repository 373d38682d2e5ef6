package dev.gatehouse.policy.rule;

import static dev.gatehouse.policy.decision.Outcome.ALLOWED;
import static dev.gatehouse.policy.decision.Outcome.EXPLICITLY_DENIED;
import static dev.gatehouse.policy.decision.Outcome.IMPLICITLY_DENIED;
import static dev.gatehouse.policy.rule.Ask.ACCOUNT;
import static dev.gatehouse.policy.rule.Ask.ALLOW_ALL;
import static dev.gatehouse.policy.rule.Ask.DENY_ALL;
import static dev.gatehouse.policy.rule.Ask.KEY;
import static dev.gatehouse.policy.rule.Ask.ROLE;
import static dev.gatehouse.policy.rule.Ask.ROOT;
import static dev.gatehouse.policy.rule.Ask.SESSION;
import static dev.gatehouse.policy.rule.Ask.TRUSTED;
import static dev.gatehouse.policy.rule.Ask.USER;
import static dev.gatehouse.policy.rule.Ask.grant;
import static dev.gatehouse.policy.rule.Ask.grantTo;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rules 24-32. Source: IAM guide, "Policy evaluation logic" and "Permissions boundaries". */
class SameAccountTest {
  private static final String DENY_EVERYONE =
      "{'Effect':'Deny','Principal':'*','Action':['s3:*','sqs:*']}";
  private static final String ELSEWHERE = "{'Effect':'Allow','Action':'ec2:*','Resource':'*'}";

  @Test
  void rule24EitherSideIsEnoughInsideAnAccount() {
    assertThat(Ask.by(USER).identity(ALLOW_ALL).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(USER).resource(grantTo(USER)).outcome()).isEqualTo(ALLOWED);
  }

  /** S3 API Reference, "PutBucketPolicy"; IAM guide, "Tasks that require root user credentials". */
  @Test
  void theRootUserUnlocksItsOwnBucketsAndQueues() {
    String queue = "arn:aws:sqs:eu-west-1:123456789012:jobs";
    for (String action : new String[] {"Get", "Put", "Delete"}) {
      Ask bucket = Ask.by(ROOT).does("s3:" + action + "BucketPolicy", "arn:aws:s3:::data");
      assertThat(bucket.resource(DENY_EVERYONE).outcome()).isEqualTo(ALLOWED);
      assertThat(bucket.scp(DENY_ALL).outcome()).isEqualTo(EXPLICITLY_DENIED);
    }
    assertThat(Ask.by(ROOT).does("sqs:SetQueueAttributes", queue).resource(DENY_EVERYONE).outcome())
        .isEqualTo(ALLOWED);
    for (Ask other :
        new Ask[] {
          Ask.by(ROOT).does("s3:DeleteBucket", "arn:aws:s3:::data"),
          Ask.by(ROOT).does("sqs:SendMessage", queue),
          Ask.by(ROOT).does("s3:PutBucketPolicy", "arn:aws:s3:::data").in(Ask.OTHER),
          Ask.by(USER).does("s3:PutBucketPolicy", "arn:aws:s3:::data").identity(ALLOW_ALL)
        }) {
      assertThat(other.resource(DENY_EVERYONE).outcome()).isEqualTo(EXPLICITLY_DENIED);
    }
  }

  @Test
  void rule25TrustAndKeyPoliciesMustAgree() {
    String others = grantTo("arn:aws:iam::123456789012:user/carol");
    assertThat(
            Ask.by(USER)
                .does("sts:AssumeRole", TRUSTED)
                .identity(ALLOW_ALL)
                .resource(others)
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(Ask.by(USER).does("kms:Decrypt", KEY).identity(ALLOW_ALL).resource(others).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(
            Ask.by(USER)
                .does("kms:Decrypt", KEY)
                .identity(ALLOW_ALL)
                .resource(grantTo(ACCOUNT))
                .outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule26AUserNamedByArnPassesIdentityAndBoundary() {
    assertThat(Ask.by(USER).boundary(ELSEWHERE).resource(grantTo(USER)).outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule27ARoleNamedByArnPassesIdentityOnly() {
    assertThat(Ask.by(SESSION).resource(grantTo(ROLE)).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(SESSION).boundary(ELSEWHERE).resource(grantTo(ROLE)).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(Ask.by(SESSION).session(ELSEWHERE).resource(grantTo(ROLE)).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule28ASessionNamedByArnPassesAllItsLimits() {
    Ask ask = Ask.by(SESSION).boundary(ELSEWHERE).session(ELSEWHERE).resource(grantTo(SESSION));
    assertThat(ask.outcome()).isEqualTo(ALLOWED);
  }

  @Test
  void rule29EveryoneUnderPrincipalArnIsADirectGrant() {
    String byKey =
        "{'Effect':'Allow','Principal':'*','Action':'*','Condition':{'StringEquals':{'aws:PrincipalArn':'"
            + ROLE
            + "'}}}";
    Ask ask = Ask.by(SESSION).key("aws:PrincipalArn", ROLE).boundary(ELSEWHERE).resource(byKey);
    assertThat(ask.outcome()).isEqualTo(ALLOWED);
    assertThat(ask.identity(DENY_ALL).outcome()).isEqualTo(EXPLICITLY_DENIED);
  }

  @Test
  void rule30AnAccountNamedBypassesNothing() {
    assertThat(
            Ask.by(USER)
                .identity(ALLOW_ALL)
                .boundary(ELSEWHERE)
                .resource(grantTo(ACCOUNT))
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(Ask.by(USER).boundary(ALLOW_ALL).resource(grantTo(ACCOUNT)).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule31ControlPoliciesAreNeverBypassed() {
    for (String name : new String[] {USER, ROLE, SESSION}) {
      String caller = name.equals(ROLE) ? SESSION : name;
      assertThat(Ask.by(caller).resource(grantTo(name)).scp(ELSEWHERE).outcome())
          .isEqualTo(IMPLICITLY_DENIED);
      String deny = "{'Effect':'Deny','Principal':'*','Action':'s3:*','Resource':'*'}";
      assertThat(Ask.by(caller).resource(grantTo(name)).rcp(deny).outcome())
          .isEqualTo(EXPLICITLY_DENIED);
    }
  }

  @Test
  void rule32WithoutTheKeyPolicyAnAdministratorHasNoKey() {
    Ask missing = Ask.by(USER).does("kms:Decrypt", KEY).identity(ALLOW_ALL);
    assertThat(missing.outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(missing.blockers()).containsExactly("resource");
    assertThat(
            Ask.by(USER)
                .does("kms:Decrypt", KEY)
                .resource(grant("{'AWS':'" + USER + "'}"))
                .outcome())
        .isEqualTo(ALLOWED);
    String alias = "arn:aws:kms:eu-west-1:123456789012:alias/a";
    assertThat(Ask.by(USER).does("kms:DeleteAlias", alias).identity(ALLOW_ALL).outcome())
        .as("an alias has no key policy")
        .isEqualTo(ALLOWED);
  }
}
