package dev.gatehouse.policy.rule;

import static dev.gatehouse.policy.decision.Outcome.ALLOWED;
import static dev.gatehouse.policy.decision.Outcome.EXPLICITLY_DENIED;
import static dev.gatehouse.policy.decision.Outcome.IMPLICITLY_DENIED;
import static dev.gatehouse.policy.rule.Ask.ALLOW_ALL;
import static dev.gatehouse.policy.rule.Ask.OBJECT;
import static dev.gatehouse.policy.rule.Ask.USER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rules 58-66. Source: IAM guide, "Action", "NotAction", "Resource", "NotResource", "Variables and
 * tags"; ARN reference.
 */
class MatchingTest {
  private static Outcome on(String action, String resource, String statement) {
    return Ask.by(USER).does(action, resource).identity(statement).outcome();
  }

  private static Outcome resource(String pattern, String resource) {
    String statement = "{'Effect':'Allow','Action':'*','Resource':'" + pattern + "'}";
    return on("s3:GetObject", resource, statement);
  }

  @ParameterizedTest
  @CsvSource({
    "s3:GetObject, s3:getobject, ALLOWED", "s3:*, s3:GetObject, ALLOWED",
    "S3:Get*, s3:GetObject, ALLOWED", "s3:Get?bject, s3:GetObject, ALLOWED",
    "s3:Get?ject, s3:GetObject, IMPLICITLY_DENIED", "*, s3:GetObject, ALLOWED",
    "*:GetObject, s3:GetObject, IMPLICITLY_DENIED", "s*:GetObject, s3:GetObject, IMPLICITLY_DENIED",
    "'s3:GetObject ', s3:GetObject, IMPLICITLY_DENIED",
        "'s3:Get*,s3:Put*', s3:GetObject, IMPLICITLY_DENIED",
    "s3:, s3:GetObject, IMPLICITLY_DENIED", "s3, s3:GetObject, IMPLICITLY_DENIED",
  })
  void rule58Actions(String pattern, String action, Outcome expected) {
    assertThat(on(action, OBJECT, "{'Effect':'Allow','Action':'" + pattern + "','Resource':'*'}"))
        .isEqualTo(expected);
  }

  @Test
  void rule59NotActionMeansAllOthersAndGrantsNothingByItself() {
    String lock = "{'Effect':'Deny','NotAction':['iam:*','sts:*'],'Resource':'*'}";
    assertThat(Ask.by(USER).identity(ALLOW_ALL, lock).outcome()).isEqualTo(EXPLICITLY_DENIED);
    assertThat(Ask.by(USER).does("iam:ListRoles", "*").identity(lock).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(Ask.by(USER).does("iam:ListRoles", "*").identity(ALLOW_ALL, lock).outcome())
        .isEqualTo(ALLOWED);
    String notResource = "{'Effect':'Allow','Action':'*','NotResource':'arn:aws:s3:::data/*'}";
    assertThat(on("s3:GetObject", OBJECT, notResource)).isEqualTo(IMPLICITLY_DENIED);
    assertThat(on("s3:GetObject", "arn:aws:s3:::other/x", notResource)).isEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:s3:::data/*, arn:aws:s3:::data/a/b:c, ALLOWED",
    "arn:aws:s3:::data/*, arn:aws:s3:::Data/a, IMPLICITLY_DENIED",
    "arn:aws:ec2:*:123456789012:instance/*, arn:aws:ec2:eu-west-1:123456789012:instance/i, ALLOWED",
    "arn:aws:sns:*:topic, arn:aws:sns:eu-west-1:123456789012:topic, IMPLICITLY_DENIED",
    "arn:*:s3:::data/*, arn:aws-cn:s3:::data/a, ALLOWED",
    "arn:aws:sqs, arn:aws:sqs:eu-west-1:123456789012:q, ALLOWED",
    "arn:aws:sqs:eu-west-2, arn:aws:sqs:eu-west-1:123456789012:q, IMPLICITLY_DENIED",
    "data/*, arn:aws:s3:::data/a, IMPLICITLY_DENIED",
    "arn:aws:ec2:*:*:*/*, arn:aws:ec2:eu-west-1:123456789012:instance/i, ALLOWED",
    "arn:aws:ec2:*:*:*/i-1, arn:aws:ec2:eu-west-1:123456789012:instance/i-1, IMPLICITLY_DENIED",
  })
  void rule60Resources(String pattern, String resource, Outcome expected) {
    assertThat(resource(pattern, resource)).isEqualTo(expected);
  }

  @Test
  void rule60TheRequestResourceStarNeedsAStar() {
    String some = "{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::data/*'}";
    assertThat(on("s3:ListAllMyBuckets", "*", some)).isEqualTo(IMPLICITLY_DENIED);
    assertThat(on("s3:ListAllMyBuckets", "*", ALLOW_ALL)).isEqualTo(ALLOWED);
    assertThat(on("s3:GetObject", "*", some))
        .as("the action takes resources, so the question is: on some resource")
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule60AnIncompleteArnInNotResourceNeverWidensAnAllow() {
    String allow = "{'Effect':'Allow','Action':'*','NotResource':'arn:aws:sqs:eu-west-2'}";
    assertThat(on("sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:q", allow))
        .isEqualTo(IMPLICITLY_DENIED);
    String deny = "{'Effect':'Deny','Action':'*','NotResource':'arn:aws:sqs:eu-west-2'}";
    assertThat(
            Ask.by(USER)
                .does("sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:q")
                .identity(ALLOW_ALL, deny)
                .outcome())
        .isEqualTo(EXPLICITLY_DENIED);
  }

  @Test
  void rule61ABucketIsNotItsObjects() {
    assertThat(resource("arn:aws:s3:::data/*", "arn:aws:s3:::data")).isEqualTo(IMPLICITLY_DENIED);
    assertThat(resource("arn:aws:s3:::data", OBJECT)).isEqualTo(IMPLICITLY_DENIED);
    assertThat(resource("arn:aws:s3:::data*", "arn:aws:s3:::data")).isEqualTo(ALLOWED);
  }

  @Test
  void rule62EveryResourceOfACallMustBeAllowed() {
    Ask ask =
        Ask.by(USER).does("ec2:RunInstances", "arn:aws:ec2:eu-west-1:123456789012:instance/*");
    ask.identity("{'Effect':'Allow','Action':'ec2:*','Resource':'arn:aws:ec2:*:*:instance/*'}");
    var instance = ask.request();
    var subnet =
        instance.withResource("arn:aws:ec2:eu-west-1:123456789012:subnet/s-1", Ask.ACCOUNT);
    assertThat(Evaluator.decideAll(List.of(instance, instance), ask.policies()).outcome())
        .isEqualTo(ALLOWED);
    assertThat(Evaluator.decideAll(List.of(instance, subnet), ask.policies()).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule63OldVersionsTakeVariablesAsText() {
    String statement =
        "{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::${aws:username}/*'}";
    for (String version : new String[] {"2008-10-17", ""}) {
      assertThat(
              Ask.by(USER)
                  .version(version)
                  .key("aws:username", "data")
                  .identity(statement)
                  .outcome())
          .isEqualTo(IMPLICITLY_DENIED);
      assertThat(
              Ask.by(USER)
                  .version(version)
                  .does("s3:GetObject", "arn:aws:s3:::${aws:username}/x")
                  .identity(statement)
                  .outcome())
          .isEqualTo(ALLOWED);
    }
    assertThat(Ask.by(USER).key("aws:username", "data").identity(statement).outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule64VariablesWorkInTheLastPartAndInSomeConditionsAndNeedAValue() {
    String early = "{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:${aws:none}::data/*'}";
    assertThat(Ask.by(USER).key("aws:none", "").identity(early).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    String number = Ask.allowIf("'NumericEquals':{'k:a':'${k:b}'}");
    assertThat(Ask.by(USER).key("k:a", "1").key("k:b", "1").identity(number).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    String bool = Ask.allowIf("'Bool':{'k:a':'${k:b}'}");
    assertThat(Ask.by(USER).key("k:a", "true").key("k:b", "TRUE").identity(bool).outcome())
        .isEqualTo(ALLOWED);
    String unresolved = Ask.allowIf("'StringNotEquals':{'k:a':'${k:none}'}");
    assertThat(Ask.by(USER).key("k:a", "x").identity(unresolved).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    String deny = "{'Effect':'Deny','Action':'*','NotResource':'arn:aws:s3:::${k:none}/*'}";
    assertThat(Ask.by(USER).identity(ALLOW_ALL, deny).outcome()).isEqualTo(ALLOWED);
  }

  @Test
  void rule65DefaultsAndEscapes() {
    String fallback =
        "{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::${aws:PrincipalTag/team, \\u0027data\\u0027}/*'}";
    assertThat(Ask.by(USER).identity(fallback).outcome()).isEqualTo(ALLOWED);
    assertThat(Ask.by(USER).key("aws:PrincipalTag/team", "x").identity(fallback).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(Ask.by(USER).keys("aws:PrincipalTag/team", "data").identity(fallback).outcome())
        .as("a key with several values cannot be a variable")
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(resource("arn:aws:s3:::data/${*}", "arn:aws:s3:::data/x"))
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(resource("arn:aws:s3:::data/${*}${?}${$}", "arn:aws:s3:::data/*?$"))
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule66ASubstitutedValueIsNoPattern() {
    String own =
        "{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::${aws:PrincipalTag/team}/*'}";
    assertThat(Ask.by(USER).key("aws:PrincipalTag/team", "*").identity(own).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
    assertThat(
            Ask.by(USER)
                .key("aws:PrincipalTag/team", "*")
                .does("s3:GetObject", "arn:aws:s3:::*/x")
                .identity(own)
                .outcome())
        .isEqualTo(ALLOWED);
  }
}
