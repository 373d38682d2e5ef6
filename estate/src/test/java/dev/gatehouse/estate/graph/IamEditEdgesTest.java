package dev.gatehouse.estate.graph;

import static dev.gatehouse.estate.graph.Paper.HOME;
import static dev.gatehouse.estate.graph.Paper.allow;
import static dev.gatehouse.estate.graph.Paper.attached;
import static dev.gatehouse.estate.graph.Paper.aws;
import static dev.gatehouse.estate.graph.Paper.boundary;
import static dev.gatehouse.estate.graph.Paper.deny;
import static dev.gatehouse.estate.graph.Paper.in;
import static dev.gatehouse.estate.graph.Paper.policy;
import static dev.gatehouse.estate.graph.Paper.role;
import static dev.gatehouse.estate.graph.Paper.trust;
import static dev.gatehouse.estate.graph.Paper.user;
import static dev.gatehouse.estate.graph.Paper.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Edits of IAM by hand: what makes one an administrator or another identity, and what nearly does.
 * Every list is complete; the ways are those of public research on IAM privilege escalation.
 */
class IamEditEdgesTest {
  private static final String ME = user(HOME, "eve");
  private static final String MINE = "arn:aws:iam::" + HOME + ":policy/mine";
  private static final String FULL = policy(allow("*", "*"));
  private static final String NOTHING = policy(allow("*", "s3:ListAllMyBuckets"));

  private static List<String> eve(String... statements) {
    return new Paper().withUser(HOME, "eve", policy(statements)).edges();
  }

  @Test
  void everyPermissionIsAnAdministrator() {
    assertThat(eve(allow("*", "*")))
        .containsExactly("eve -administrator-> administrator:home open");
    assertThat(eve(allow("*", "*"), deny("*", "s3:DeleteBucket")))
        .noneMatch(e -> e.contains("-administrator->"));
  }

  @ParameterizedTest
  @CsvSource({
    "iam:PutUserPolicy,put-policy",
    "iam:AttachUserPolicy,attach-policy",
  })
  void ownPoliciesCanBeRewritten(String action, String kind) {
    assertThat(eve(allow(ME, action)))
        .containsExactly("eve -" + kind + "-> administrator:home open");
    assertThat(eve(allow(user(HOME, "somebody-else"), action))).isEmpty();
    assertThat(eve(allow(ME, action.replace("User", "Role")))).isEmpty();
    assertThat(eve(when(allow(ME, action), "{'Bool':{'aws:MultiFactorAuthPresent':'true'}}")))
        .containsExactly("eve -" + kind + "-> administrator:home conditional");
    assertThat(eve(allow(ME, action), deny("*", "iam:*")))
        .containsExactly("eve -" + kind + "-> raised:eve blocked");
  }

  @Test
  void attachingIsOnlyAsStrongAsWhatMayBeAttached() {
    String readOnly = "{'ArnEquals':{'iam:PolicyARN':'arn:aws:iam::aws:policy/ReadOnlyAccess'}}";
    assertThat(eve(when(allow(ME, "iam:AttachUserPolicy"), readOnly))).isEmpty();
  }

  @Test
  void aNewVersionOfAnAttachedPolicyDoes() {
    Paper paper =
        new Paper()
            .withPolicy(HOME, "mine", policy(allow("*", "iam:CreatePolicyVersion")))
            .withUser(HOME, "eve", attached(MINE))
            .withUser(
                HOME,
                "far",
                policy(allow("arn:aws:iam::" + HOME + ":policy/other", "iam:CreatePolicyVersion")));
    assertThat(paper.edges())
        .containsExactly("eve -create-policy-version-> administrator:home open");
  }

  @Test
  void anOldVersionCountsIfItAllowsEverything() {
    String set = policy(allow("*", "iam:SetDefaultPolicyVersion"));
    assertThat(
            new Paper()
                .withPolicy(HOME, "mine", set, FULL)
                .withUser(HOME, "eve", attached(MINE))
                .edges())
        .containsExactly("eve -set-default-policy-version-> administrator:home open");
    assertThat(
            new Paper()
                .withPolicy(HOME, "mine", set, set)
                .withUser(HOME, "eve", attached(MINE))
                .edges())
        .isEmpty();
  }

  @Test
  void groupsCanBeJoinedAndRewritten() {
    Paper paper =
        new Paper()
            .withGroup(HOME, "admins", FULL)
            .withGroup(HOME, "staff", NOTHING)
            .withUser(
                HOME,
                "eve",
                policy(allow("arn:aws:iam::" + HOME + ":group/admins", "iam:AddUserToGroup")))
            .withUser(HOME, "mallory", in("staff"), policy(allow("*", "iam:PutGroupPolicy")))
            .withUser(HOME, "alone", policy(allow("*", "iam:PutGroupPolicy")));
    assertThat(paper.edges())
        .containsExactly(
            "eve -add-user-to-group-> admins open",
            "mallory -put-policy-> administrator:home open",
            "admins -administrator-> administrator:home open");
  }

  @Test
  void otherUsersAreTakenByKeyOrPassword() {
    Paper paper =
        new Paper()
            .withUser(HOME, "victim", NOTHING)
            .withUser(HOME, "keys", policy(allow(user(HOME, "victim"), "iam:CreateAccessKey")))
            .withUser(HOME, "create", policy(allow(user(HOME, "victim"), "iam:CreateLoginProfile")))
            .withUser(
                HOME,
                "both",
                policy(
                    allow(
                        user(HOME, "victim"), "iam:CreateLoginProfile", "iam:UpdateLoginProfile")));
    assertThat(paper.edges())
        .containsExactly(
            "both -set-login-profile-> victim open",
            "create -set-login-profile-> victim conditional",
            "keys -create-access-key-> victim open");
  }

  @Test
  void aTrustPolicyCanBeOpened() {
    Paper paper =
        new Paper()
            .withUser(
                HOME, "eve", policy(allow(role(HOME, "target"), "iam:UpdateAssumeRolePolicy")))
            .withRole(HOME, "target", policy(trust("{'Service':'ec2.amazonaws.com'}")), NOTHING)
            .withRole(HOME, "far", policy(trust("{'Service':'ec2.amazonaws.com'}")), NOTHING);
    assertThat(paper.edges().stream().filter(each -> each.startsWith("eve")))
        .containsExactly("eve -update-assume-role-policy-> target open");
    assertThat(
            paper.withScp(HOME, policy(deny("*", "sts:AssumeRole"))).edges().stream()
                .filter(each -> each.startsWith("eve")))
        .containsExactly("eve -update-assume-role-policy-> target blocked");
  }

  @Test
  void thePoliciesOfARoleThatOneCanAssumeCount() {
    Paper paper =
        new Paper()
            .withUser(HOME, "eve", policy(allow(role(HOME, "*"), "iam:PutRolePolicy")))
            .withRole(HOME, "target", policy(trust(aws(ME))), NOTHING)
            .withRole(HOME, "far", policy(trust("{'Service':'ec2.amazonaws.com'}")), NOTHING);
    assertThat(paper.edges().stream().filter(each -> each.startsWith("eve")))
        .containsExactly(
            "eve -assume-role-> target open", "eve -put-policy-> administrator:home open");
  }

  @Test
  void aBoundaryLimitsWhatOneCanGiveOneself() {
    String limit = "arn:aws:iam::" + HOME + ":policy/limit";
    Paper paper =
        new Paper()
            .withPolicy(HOME, "limit", policy(allow("*", "iam:PutUserPolicy", "sts:AssumeRole")))
            .withUser(HOME, "eve", policy(allow("*", "iam:PutUserPolicy")), boundary(limit))
            .withRole(
                HOME, "target", policy(trust(aws("arn:aws:iam::" + HOME + ":root"))), NOTHING);
    assertThat(paper.edges().stream().filter(each -> each.contains("eve")))
        .as("raised within its boundary, eve may assume what her account is trusted to")
        .containsExactly(
            "eve -put-policy-> raised:eve open",
            "raised:eve -assume-role-> target open",
            "raised:eve -attach-policy-> administrator:home blocked",
            "raised:eve -put-policy-> administrator:home blocked",
            "raised:eve -remove-boundary-> administrator:home blocked",
            "raised:eve -update-assume-role-policy-> target blocked",
            "raised:eve -create-user-> administrator:home blocked",
            "raised:eve -create-role-> administrator:home blocked");
  }

  @Test
  void aBoundaryThatOneMayRemoveIsNone() {
    String limit = "arn:aws:iam::" + HOME + ":policy/limit";
    Paper paper =
        new Paper()
            .withPolicy(HOME, "limit", policy(allow("*", "iam:DeleteUserPermissionsBoundary")))
            .withUser(HOME, "eve", FULL, boundary(limit));
    assertThat(paper.edges())
        .contains("eve -remove-boundary-> administrator:home open")
        .noneMatch(each -> each.contains("-administrator->"));
  }

  @Test
  void aDenyThatOneMayRemoveIsNone() {
    Paper paper =
        new Paper()
            .withUser(HOME, "eve", FULL, policy(deny("*", "s3:*")))
            .withUser(HOME, "kept", FULL, policy(deny("*", "s3:*", "iam:*")));
    assertThat(paper.edges()).contains("eve -remove-deny-> administrator:home open");
    assertThat(paper.edges()).contains("kept -remove-deny-> administrator:home blocked");
  }

  @Test
  void whatAwsManagesNobodyEdits() {
    String reserved = "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_0123456789abcdef";
    Paper paper =
        new Paper()
            .withUser(
                HOME, "eve", policy(allow("*", "iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy")));
    paper.withRole(
        HOME,
        reserved,
        policy(trust(aws("AROAEXAMPLE1234567890"))),
        "'Path':'/aws-reserved/sso.amazonaws.com/'");
    assertThat(paper.edges()).isEmpty();
  }
}
