package dev.gatehouse.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.policy.catalogue.ManagedPolicies;
import dev.gatehouse.policy.language.Problem.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyParserTest {
  @Test
  void problemsSayWhere() {
    String json =
        """
        {
          "Version": "2012-10-17",
          "Statement": [
            {"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
            {"Effect": "allow",
             "Action": "s3", "Resource": "bucket"}
          ]
        }
        """;
    List<Problem> problems = Policy.parse("p", json).problems();
    assertThat(problems)
        .extracting(Problem::code)
        .containsExactly("bad-effect", "bad-resource", "bad-action");
    assertThat(problems.get(0))
        .extracting(Problem::line, Problem::column, Problem::path)
        .containsExactly(5, 16, "Statement[2].Effect");
    assertThat(problems.get(2))
        .extracting(Problem::line, Problem::path)
        .containsExactly(6, "Statement[2].Action");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | no-statement",
        "{\"Statement\":[]} | no-statement",
        "{\"Statement\":[1]} | no-object",
        "{\"Version\":\"2013\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\"}} | bad-version",
        "{\"Extra\":1,\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\"}} | unknown-element",
        "{\"Statement\":{\"Effect\":\"Deny\"}} | missing-element",
        "{\"Statement\":{\"Action\":\"*\"}} | no-effect",
        "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"NotAction\":\"a:b\"}} | contradiction",
        "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":[1]}} | no-string",
        "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Condition\":[]}} | no-object",
        "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Condition\":{\"stringequals\":{\"a:b\":\"c\"}}}} | operator-spelling",
        "{\"Statement\":[{\"Sid\":\"A\",\"Effect\":\"Deny\",\"Action\":\"*\"},{\"Sid\":\"A\",\"Effect\":\"Deny\",\"Action\":\"*\"}]} | duplicate-sid",
      })
  void whatAwsRefuses(String json, String code) {
    assertThat(Policy.parse("p", json).problems()).extracting(Problem::code).containsExactly(code);
    assertThatThrownBy(() -> Policy.parseStrict("p", json))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("policy `p` is not valid: ");
  }

  @Test
  void whatIsNoJson() {
    assertThatThrownBy(() -> Policy.parse("p", "{\"Statement\": ["))
        .hasMessageContaining("this is no JSON");
    assertThatThrownBy(() -> Policy.parse("p", "")).hasMessageContaining("empty");
    assertThatThrownBy(() -> Policy.parse("p", "{} {}")).hasMessageContaining("after the end");
    assertThatThrownBy(() -> Policy.parse("p", "[]")).hasMessageContaining("not an array");
  }

  /** AWS keeps these documents, so strict parsing must take every one of them. */
  @Test
  void everyAwsManagedPolicyIsTaken() {
    for (String arn : ManagedPolicies.aws().arns()) {
      Policy policy = Policy.of(arn, ManagedPolicies.aws().get(arn).document());
      assertThat(policy.problems())
          .as(arn)
          .filteredOn(problem -> problem.severity() == Severity.ERROR)
          .filteredOn(problem -> !problem.code().equals("wild-resource-type"))
          .isEmpty();
    }
  }
}
