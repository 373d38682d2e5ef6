package dev.gatehouse.policy.rule;

import static dev.gatehouse.policy.rule.Ask.USER;
import static dev.gatehouse.policy.rule.Ask.allowIf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.language.Policy;
import org.junit.jupiter.api.Test;

/**
 * Rules 67-80. Source: IAM guide, "Condition operators", "Single-valued vs. multivalued context
 * keys", "Conditions with multiple context keys or values".
 */
class ConditionRuleTest {
  private static boolean met(String condition, String... keysAndValues) {
    Ask ask = Ask.by(USER).identity(allowIf(condition));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      ask.key(keysAndValues[i], keysAndValues[i + 1]);
    }
    return ask.decision().allowed();
  }

  private static boolean metBySet(String condition, String... values) {
    return Ask.by(USER).identity(allowIf(condition)).keys("k:set", values).decision().allowed();
  }

  @Test
  void rule67AndOrNor() {
    String both = "'StringEquals':{'k:a':['1','2'],'k:b':'3'},'StringNotEquals':{'k:c':['4','5']}";
    assertThat(met(both, "k:a", "2", "k:b", "3", "k:c", "6")).isTrue();
    assertThat(met(both, "k:a", "2", "k:b", "9", "k:c", "6")).isFalse();
    assertThat(met(both, "k:a", "2", "k:b", "3", "k:c", "5")).isFalse();
  }

  @Test
  void rule68AbsentFailsPositiveAndSatisfiesNegated() {
    assertThat(met("'StringEquals':{'k:a':'1'}")).isFalse();
    assertThat(met("'StringNotEquals':{'k:a':'1'}")).isTrue();
    assertThat(met("'NotIpAddress':{'aws:SourceIp':'203.0.113.0/24'}")).isTrue();
  }

  @Test
  void rule69IfExists() {
    assertThat(met("'StringEqualsIfExists':{'k:a':'1'}")).isTrue();
    assertThat(met("'StringEqualsIfExists':{'k:a':'1'}", "k:a", "2")).isFalse();
    assertThat(met("'StringNotEqualsIfExists':{'k:a':'1'}")).isTrue();
    assertThat(
            Policy.parse(
                    "p",
                    "{\"Version\":\"2012-10-17\",\"Statement\":"
                        + allowIf("'NullIfExists':{'k:a':'true'}").replace('\'', '"')
                        + "}")
                .problems())
        .extracting("code")
        .containsExactly("unknown-operator");
  }

  @Test
  void rule70Null() {
    assertThat(met("'Null':{'k:a':'true'}")).isTrue();
    assertThat(met("'Null':{'k:a':'true'}", "k:a", "x")).isFalse();
    assertThat(met("'Null':{'k:a':'false'}", "k:a", "x")).isTrue();
    assertThat(metBySet("'Null':{'k:set':'false'}", "")).as("a null data set").isFalse();
  }

  @Test
  void rule71SetOperatorsWithoutValues() {
    assertThat(met("'ForAllValues:StringEquals':{'k:set':'a'}")).isTrue();
    assertThat(metBySet("'ForAllValues:StringEquals':{'k:set':'a'}")).isTrue();
    assertThat(metBySet("'ForAllValues:StringEquals':{'k:set':'a'}", "")).isTrue();
    assertThat(met("'ForAnyValue:StringEquals':{'k:set':'a'}")).isFalse();
    assertThat(met("'ForAnyValue:StringNotEquals':{'k:set':'a'}")).isFalse();
  }

  @Test
  void rule72SetOperatorsOnSingleValuesAndPlainOnesOnSets() {
    assertThat(met("'ForAllValues:StringEquals':{'k:a':['a','b']}", "k:a", "b")).isTrue();
    assertThat(met("'ForAnyValue:StringEquals':{'k:a':['a','b']}", "k:a", "c")).isFalse();
    assertThat(metBySet("'StringEquals':{'k:set':'a'}", "a")).isFalse();
    assertThat(metBySet("'StringNotEquals':{'k:set':'z'}", "a")).isFalse();
  }

  @Test
  void rule73AnyValueThatDiffersIsEnoughAndIfExistsAddsNothing() {
    assertThat(metBySet("'ForAnyValue:StringNotEquals':{'k:set':'a'}", "a", "b")).isTrue();
    assertThat(metBySet("'ForAnyValue:StringNotEquals':{'k:set':'a'}", "a")).isFalse();
    assertThat(met("'ForAnyValue:StringEqualsIfExists':{'k:set':'a'}")).isFalse();
  }

  @Test
  void rule74KeysIgnoreCaseValuesDoNot() {
    assertThat(
            met("'StringEquals':{'AWS:principaltag/TEAM':'Red'}", "aws:PrincipalTag/team", "Red"))
        .isTrue();
    assertThat(
            met("'StringEquals':{'aws:PrincipalTag/team':'Red'}", "aws:PrincipalTag/team", "red"))
        .isFalse();
  }

  @Test
  void rule75ArnsAreComparedPartByPart() {
    String arn = "arn:aws:sns:eu-west-1:123456789012:topic:sub";
    for (String operator : new String[] {"ArnEquals", "ArnLike"}) {
      assertThat(
              met(
                  "'" + operator + "':{'aws:SourceArn':'arn:aws:sns:*:123456789012:t*'}",
                  "aws:SourceArn",
                  arn))
          .isTrue();
      assertThat(
              met(
                  "'" + operator + "':{'aws:SourceArn':'arn:aws:sns:*:topic:sub'}",
                  "aws:SourceArn",
                  arn))
          .isFalse();
    }
    assertThat(met("'StringLike':{'aws:SourceArn':'arn:aws:sns:*:sub'}", "aws:SourceArn", arn))
        .isTrue();
    assertThat(met("'ArnNotLike':{'aws:SourceArn':'arn:aws:sqs:*:*:*'}", "aws:SourceArn", arn))
        .isTrue();
    assertThat(met("'ArnNotLike':{'aws:SourceArn':'arn:aws:sqs:*:*:*'}", "aws:SourceArn", "no-arn"))
        .isFalse();
    assertThat(met("'ArnNotLike':{'aws:SourceArn':'no-arn'}", "aws:SourceArn", arn)).isFalse();
  }

  @Test
  void rule76Addresses() {
    String mixed = "'IpAddress':{'aws:SourceIp':['203.0.113.7','198.51.100.0/24','2001:db8::/32']}";
    assertThat(met(mixed, "aws:SourceIp", "203.0.113.7")).isTrue();
    assertThat(met(mixed, "aws:SourceIp", "203.0.113.8")).isFalse();
    assertThat(met(mixed, "aws:SourceIp", "198.51.100.200")).isTrue();
    assertThat(met(mixed, "aws:SourceIp", "2001:0DB8:0:0::9")).isTrue();
    assertThat(met("'IpAddress':{'aws:SourceIp':'2001:db8::1'}", "aws:SourceIp", "2001:db8::2"))
        .isFalse();
    assertThat(met(mixed)).as("absent through a VPC endpoint").isFalse();
  }

  @Test
  void rule77DatesAreOneTimeLineWhicheverWayTheyAreWritten() {
    String at = "'DateEquals':{'aws:CurrentTime':'2026-01-01T00:00:00Z'}";
    for (String same :
        new String[] {
          "2026-01-01T00:00:00Z",
          "1767225600",
          "1767225600.0",
          "2026-01-01",
          "2026",
          "2026-01-01T01:00+01:00"
        }) {
      assertThat(met(at, "aws:CurrentTime", same)).as(same).isTrue();
    }
    assertThat(met(at, "aws:CurrentTime", "1767225601")).isFalse();
    assertThat(
            met(
                "'DateLessThan':{'aws:CurrentTime':'1767225600'}",
                "aws:CurrentTime",
                "2025-12-31T23:59:59.999Z"))
        .isTrue();
  }

  @Test
  void rule78NumbersBooleansBinaries() {
    assertThat(met("'NumericEquals':{'k:a':'10'}", "k:a", "10.0")).isTrue();
    assertThat(met("'NumericNotEquals':{'k:a':'10'}", "k:a", "ten")).isFalse();
    assertThat(met("'NumericNotEquals':{'k:a':'ten'}", "k:a", "10")).isFalse();
    assertThat(met("'Bool':{'k:a':true}", "k:a", "TRUE")).isTrue();
    assertThat(met("'Bool':{'k:a':'false'}", "k:a", "no")).isFalse();
    assertThat(met("'BinaryEquals':{'k:a':'Zm9v'}", "k:a", "Zm9v")).isTrue();
    assertThat(met("'BinaryEquals':{'k:a':'Zm9v'}", "k:a", "foo!")).isFalse();
  }

  @Test
  void rule79UnknownOperatorsNeverMatchUnknownKeysAreAbsent() {
    assertThat(met("'StringNotEqual':{'k:a':'1'}")).isFalse();
    assertThat(met("'StringNotEquals':{'no:SuchKey':'1'}")).isTrue();
  }

  /**
   * An Allow that cannot be read lets nobody in; a Deny that cannot be read may keep anybody out.
   */
  @Test
  void whatADenyCannotReadIsUnknown() {
    String[][] conditions = {
      {"'NotIpAddress':{'aws:SourceIp':'203.0.113'}", "203.0.113.9"},
      {"'NotIpAddress':{'aws:SourceIp':'203.0.113.0/24'}", "cloudformation.amazonaws.com"},
      {"'NumericLessThan':{'aws:SourceIp':'ten'}", "4"},
      {"'DateLessThan':{'aws:SourceIp':'soon'}", "2026-01-01"},
      {"'ArnNotLike':{'aws:SourceIp':'role/x'}", "arn:aws:iam::123456789012:role/x"},
      {"'Bool':{'aws:SourceIp':'fals'}", "false"},
      {"'Null':{'aws:SourceIp':'yes'}", "any"},
      {"'NoSuchOperator':{'aws:SourceIp':'a'}", "a"},
    };
    for (String[] each : conditions) {
      String deny = "{'Effect':'Deny','Action':'*','Resource':'*','Condition':{" + each[0] + "}}";
      Ask ask = Ask.by(USER).identity(Ask.ALLOW_ALL, deny).key("aws:SourceIp", each[1]);
      assertThat(ask.outcome()).as(each[0]).isEqualTo(Outcome.UNKNOWN);
      assertThat(ask.decision().unknown()).containsExactly("policy:identity statement 2");
      assertThat(Ask.by(USER).identity(Ask.allowIf(each[0])).key("aws:SourceIp", each[1]).outcome())
          .as(each[0])
          .isEqualTo(Outcome.IMPLICITLY_DENIED);
    }
  }

  @Test
  void anUnreadableValueBesideOneThatDecidesDoesNotMatter() {
    String deny =
        "{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':['198.51.100.0/24','x']}}}";
    Ask ask = Ask.by(USER).identity(Ask.ALLOW_ALL, deny);
    assertThat(ask.key("aws:SourceIp", "198.51.100.1").outcome())
        .isEqualTo(Outcome.EXPLICITLY_DENIED);
    assertThat(ask.key("aws:SourceIp", "192.0.2.1").outcome()).isEqualTo(Outcome.UNKNOWN);
    String elsewhere =
        "{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'x'},'StringEquals':{'aws:username':'bob'}}}";
    assertThat(
            Ask.by(USER)
                .identity(Ask.ALLOW_ALL, elsewhere)
                .key("aws:SourceIp", "192.0.2.1")
                .key("aws:username", "alice")
                .outcome())
        .isEqualTo(Outcome.ALLOWED);
  }

  @Test
  void rule80ShapesOfJson() {
    String one =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":[\"*\"],\"Condition\":{\"Bool\":{\"a:b\":true},\"NumericEquals\":{\"a:c\":[3,\"4\"]}}}}";
    assertThat(Policy.parse("p", one).problems()).isEmpty();
    assertThat(
            Ask.by(USER)
                .identity(Policy.parse("p", one))
                .key("a:b", "true")
                .key("a:c", "3")
                .decision()
                .allowed())
        .isTrue();
    String twice =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}";
    assertThat(Policy.parse("p", twice).problems())
        .extracting("code", "line", "column")
        .containsExactly(tuple("duplicate-key", 1, 55));
    assertThat(Ask.by(USER).identity(Policy.parse("p", twice)).outcome())
        .as("nobody can say which of the two counts")
        .isEqualTo(Outcome.UNKNOWN);
    String bare = Ask.grant("'" + USER + "'");
    assertThat(Ask.by(USER).policy("p", bare).problems())
        .extracting("code")
        .contains("bare-principal");
    assertThat(Ask.by(USER).resource(bare).decision().allowed())
        .as("lenient parsing takes it as AWS")
        .isTrue();
  }
}
