package dev.gatehouse.policy.rule;

import static dev.gatehouse.policy.decision.Outcome.ALLOWED;
import static dev.gatehouse.policy.decision.Outcome.EXPLICITLY_DENIED;
import static dev.gatehouse.policy.decision.Outcome.IMPLICITLY_DENIED;
import static dev.gatehouse.policy.decision.Outcome.UNKNOWN;
import static dev.gatehouse.policy.rule.Ask.ACCOUNT;
import static dev.gatehouse.policy.rule.Ask.ALLOW_ALL;
import static dev.gatehouse.policy.rule.Ask.OTHER;
import static dev.gatehouse.policy.rule.Ask.SESSION;
import static dev.gatehouse.policy.rule.Ask.TRUSTED;
import static dev.gatehouse.policy.rule.Ask.USER;
import static dev.gatehouse.policy.rule.Ask.grantTo;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Rules 33-45. Source: IAM guide, "Cross-account policy evaluation logic"; Organizations guide,
 * "Service control policies" and "Resource control policies".
 */
class AcrossAccountsTest {
  private static final String ELSEWHERE = "{'Effect':'Allow','Action':'ec2:*','Resource':'*'}";
  private static final String DENY_S3 =
      "{'Effect':'Deny','Principal':'*','Action':'s3:*','Resource':'*'}";
  private static final String SERVICE_LINKED =
      "arn:aws:iam::123456789012:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";

  @Test
  void rule33BothSidesMustAllow() {
    assertThat(Ask.by(USER).in(OTHER).identity(ALLOW_ALL).outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(Ask.by(USER).in(OTHER).resource(grantTo(USER)).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(Ask.by(USER).in(OTHER).identity(ALLOW_ALL).resource(grantTo(USER)).outcome())
        .isEqualTo(ALLOWED);
  }

  /** {@code cross-account.tsv} names the pages. */
  @Test
  void someActionsStayInTheirAccount() {
    String queue = "arn:aws:sqs:eu-west-1:210987654321:jobs";
    String key = "arn:aws:kms:eu-west-1:210987654321:key/k-1";
    String[][] stay = {
      {"sqs:DeleteQueue", queue},
      {"SQS:setqueueattributes", queue},
      {"s3:PutBucketPolicy", "arn:aws:s3:::data"},
      {"kms:PutKeyPolicy", key},
      {"kms:ScheduleKeyDeletion", key},
      {"dynamodb:CreateTable", "arn:aws:dynamodb:eu-west-1:210987654321:table/t"},
      {"iam:PassRole", "arn:aws:iam::210987654321:role/r"},
    };
    for (String[] each : stay) {
      Ask across =
          Ask.by(USER).does(each[0], each[1]).in(OTHER).identity(ALLOW_ALL).resource(grantTo(USER));
      assertThat(across.outcome()).as(each[0]).isEqualTo(IMPLICITLY_DENIED);
      assertThat(across.blockers()).containsExactly("aws");
      assertThat(across.in(ACCOUNT).outcome()).as(each[0]).isEqualTo(ALLOWED);
    }
    String[][] cross = {
      {"sqs:SendMessage", queue},
      {"s3:GetBucketLocation", "arn:aws:s3:::data"},
      {"kms:Decrypt", key},
      {"dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:210987654321:table/t"},
    };
    for (String[] each : cross) {
      assertThat(
              Ask.by(USER)
                  .does(each[0], each[1])
                  .in(OTHER)
                  .identity(ALLOW_ALL)
                  .resource(grantTo(USER))
                  .outcome())
          .as(each[0])
          .isEqualTo(ALLOWED);
    }
  }

  @Test
  void rule34NoNameBypassesTheCallersLimits() {
    Ask ask = Ask.by(SESSION).in(OTHER).identity(ALLOW_ALL).resource(grantTo(SESSION));
    assertThat(ask.outcome()).isEqualTo(ALLOWED);
    assertThat(ask.boundary(ELSEWHERE).outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(ask.blockers()).containsExactly("permissionsBoundary");
  }

  @Test
  void rule35ScpsFollowTheCallerAndRcpsTheResource() {
    Ask foreign = Ask.by("anonymous").resource(Ask.grant("'*'")).scp(ELSEWHERE);
    assertThat(foreign.outcome()).as("no SCP binds a caller without account").isEqualTo(ALLOWED);
    assertThat(
            Ask.by(USER)
                .in(OTHER)
                .identity(ALLOW_ALL)
                .resource(grantTo(USER))
                .rcp(DENY_S3)
                .outcome())
        .isEqualTo(EXPLICITLY_DENIED);
  }

  @Test
  void rule36WithoutAResourcePolicyThereIsNoWayAcross() {
    Ask ask =
        Ask.by(USER).does("ec2:RunInstances", "arn:aws:ec2:eu-west-1:210987654321:instance/*");
    assertThat(ask.in(OTHER).identity(ALLOW_ALL).blockers()).containsExactly("resource");
    assertThat(
            Ask.by(USER)
                .does("sts:AssumeRole", "arn:aws:iam::210987654321:role/r")
                .in(OTHER)
                .identity(ALLOW_ALL)
                .resource(grantTo(USER))
                .outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule37TheOwnerOfABucketMustBeSaid() {
    Ask ask = Ask.by(USER).in("").identity(ALLOW_ALL);
    assertThat(ask.outcome()).isEqualTo(UNKNOWN);
    assertThat(ask.decision().unknown()).containsExactly("aws:ResourceAccount");
    assertThat(ask.key("aws:ResourceAccount", Ask.ACCOUNT).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(USER).in("").identity(ALLOW_ALL).resource(grantTo(USER)).outcome())
        .as("allowed whoever owns it")
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule38TheSessionsAccountCounts() {
    assertThat(
            Ask.by("arn:aws:sts::210987654321:assumed-role/worker/alice")
                .resource(grantTo("123456789012"))
                .identity(ALLOW_ALL)
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule39ScpsSpareManagementServiceLinkedAndServices() {
    Ask management = Ask.by(USER).identity(ALLOW_ALL).scp(ELSEWHERE);
    management.set(set -> set.callerInManagementAccount(true));
    assertThat(management.outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(SERVICE_LINKED).identity(ALLOW_ALL).scp(ELSEWHERE).outcome())
        .isEqualTo(ALLOWED);
    assertThat(
            Ask.by("sns.amazonaws.com")
                .resource(Ask.grant("{'Service':'sns.amazonaws.com'}"))
                .scp(ELSEWHERE)
                .outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule40AServiceLinkedRoleIsKnownByItsPath() {
    String lookalike = "arn:aws:iam::123456789012:role/AWSServiceRoleForX";
    assertThat(Ask.by(lookalike).identity(ALLOW_ALL).scp(ELSEWHERE).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    Ask session = Ask.by("arn:aws:sts::123456789012:assumed-role/AWSServiceRoleForX/s");
    session.identity(ALLOW_ALL).scp(ELSEWHERE);
    assertThat(session.outcome()).isEqualTo(UNKNOWN);
    assertThat(session.decision().unknown()).containsExactly("aws:PrincipalArn");
    assertThat(session.key("aws:PrincipalArn", SERVICE_LINKED).outcome()).isEqualTo(ALLOWED);
  }

  @Test
  void rule41RcpsSpareManagementSomeServicesAndRetireGrant() {
    Ask management = Ask.by(USER).identity(ALLOW_ALL).rcp(DENY_S3);
    management.set(set -> set.resourceInManagementAccount(true));
    assertThat(management.outcome()).isEqualTo(ALLOWED);
    String all = "{'Effect':'Deny','Principal':'*','Action':'*','Resource':'*'}";
    assertThat(Ask.by(USER).does("ec2:RunInstances", "*").identity(ALLOW_ALL).rcp(all).outcome())
        .as("EC2 is not on the list of services")
        .isEqualTo(ALLOWED);
    assertThat(
            Ask.by(USER)
                .does("kms:RetireGrant", Ask.KEY)
                .identity(ALLOW_ALL)
                .resource(grantTo("123456789012"))
                .rcp(all)
                .outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule42RcpsBindEveryoneElse() {
    for (String caller :
        new String[] {"anonymous", USER, Ask.ROOT, Ask.FOREIGN, "sns.amazonaws.com"}) {
      assertThat(
              Ask.by(caller).identity(ALLOW_ALL).resource(Ask.grant("'*'")).rcp(DENY_S3).outcome())
          .as(caller)
          .isEqualTo(EXPLICITLY_DENIED);
    }
    assertThat(Ask.by(SERVICE_LINKED).identity(ALLOW_ALL).rcp(DENY_S3).outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule43AssumeRoleIsUnderRcps() {
    String deny = "{'Effect':'Deny','Principal':'*','Action':'sts:AssumeRole','Resource':'*'}";
    assertThat(
            Ask.by(USER)
                .does("sts:AssumeRole", TRUSTED)
                .resource(grantTo(USER))
                .rcp(deny)
                .outcome())
        .isEqualTo(EXPLICITLY_DENIED);
  }

  @Test
  void rule44ScpAllowsMayHaveResourcesAndConditions() {
    String allow =
        "{'Effect':'Allow','Action':'*','NotResource':'arn:aws:s3:::secret/*','Condition':{'StringEquals':{'aws:RequestedRegion':'eu-west-1'}}}";
    assertThat(
            Ask.by(USER)
                .identity(ALLOW_ALL)
                .scp(allow)
                .key("aws:RequestedRegion", "eu-west-1")
                .outcome())
        .isEqualTo(ALLOWED);
    assertThat(Ask.by(USER).identity(ALLOW_ALL).scp(allow).outcome()).isEqualTo(IMPLICITLY_DENIED);
    assertThat(
            Ask.by(USER)
                .does("s3:GetObject", "arn:aws:s3:::secret/x")
                .identity(ALLOW_ALL)
                .scp(allow)
                .key("aws:RequestedRegion", "eu-west-1")
                .outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule45AnRcpStatementMeansEveryone() {
    String deny = "{'Effect':'Deny','Action':'s3:*','Resource':'*'}";
    assertThat(Ask.by(USER).identity(ALLOW_ALL).rcp(deny).outcome())
        .as("its principal can only be *, so a missing one is read as that")
        .isEqualTo(EXPLICITLY_DENIED);
  }
}
