package dev.gatehouse.policy.compare;

import static dev.gatehouse.policy.compare.Comparison.Answer.CANNOT_TELL;
import static dev.gatehouse.policy.compare.Comparison.Answer.NEW_ACCESS;
import static dev.gatehouse.policy.compare.Comparison.Answer.NO_NEW_ACCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.compare.Comparison.Answer;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
  private static final String GRANT = "{'Effect':'Allow','Action':%s,'Resource':%s%s}";

  private static Policy policy(String... statements) {
    String json = "{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}";
    return Policy.parse("p", json.replace('\'', '"'));
  }

  private static Answer compare(String oldStatement, String newStatement) {
    return Comparison.of(policy(oldStatement), policy(newStatement), PolicyKind.IDENTITY).answer();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'s3:*' | '*' | 's3:GetObject' | '*' | NO_NEW_ACCESS",
        "'s3:GetObject' | '*' | 's3:Get*' | '*' | NEW_ACCESS",
        "'s3:GetObject' | '*' | 's3:getobject' | 'arn:aws:s3:::data/*' | NO_NEW_ACCESS",
        "'*' | 'arn:aws:s3:::data/*' | '*' | 'arn:aws:s3:::data*' | NEW_ACCESS",
        "'*' | 'arn:aws:s3:::data/*' | '*' | 'arn:aws:s3:::data/${aws:username}/*' | NO_NEW_ACCESS",
        "'*' | 'arn:aws:s3:::${aws:username}/*' | '*' | 'arn:aws:s3:::${aws:username}/*' | NO_NEW_ACCESS",
        "'*' | 'arn:aws:s3:::a*c' | '*' | 'arn:aws:s3:::a?c' | NO_NEW_ACCESS",
        "['s3:*','sqs:*'] | ['arn:aws:s3:::a','arn:aws:s3:::b'] | 's3:*' | 'arn:aws:s3:::b' | NO_NEW_ACCESS",
        "'s3:GetObject' | '*' | 'iam:CreateUser' | '*' | NEW_ACCESS",
      })
  void actionsAndResources(String a1, String r1, String a2, String r2, Answer expected) {
    assertThat(compare(GRANT.formatted(a1, r1, ""), GRANT.formatted(a2, r2, "")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'StringEquals':{'a:b':['1','2']} | 'StringEquals':{'A:B':'2'} | NO_NEW_ACCESS",
        "'StringEquals':{'a:b':'1'} | 'StringEquals':{'a:b':['1','2']} | NEW_ACCESS",
        "'StringNotEquals':{'a:b':'1'} | 'StringNotEquals':{'a:b':['1','2']} | NO_NEW_ACCESS",
        "'StringNotEquals':{'a:b':['1','2']} | 'StringNotEquals':{'a:b':'1'} | NEW_ACCESS",
        "'StringLike':{'a:b':'x*'} | 'StringEquals':{'a:b':'xyz'} | NO_NEW_ACCESS",
        "'StringEqualsIfExists':{'a:b':'1'} | 'StringEquals':{'a:b':'1'} | NO_NEW_ACCESS",
        "'StringEquals':{'a:b':'1'} | 'StringEqualsIfExists':{'a:b':'1'} | NEW_ACCESS",
        "'StringEquals':{'a:b':'1'} | 'StringEquals':{'a:b':'1'},'Bool':{'a:c':'true'} | NO_NEW_ACCESS",
        "'StringEquals':{'a:b':'1'},'Bool':{'a:c':'true'} | 'StringEquals':{'a:b':'1'} | NEW_ACCESS",
        "'NumericLessThan':{'a:b':'5'} | 'NumericLessThan':{'a:b':'4'} | CANNOT_TELL",
      })
  void conditions(String oldCondition, String newCondition, Answer expected) {
    String one = GRANT.formatted("'*'", "'*'", ",'Condition':{" + oldCondition + "}");
    String other = GRANT.formatted("'*'", "'*'", ",'Condition':{" + newCondition + "}");
    assertThat(compare(one, other)).isEqualTo(expected);
  }

  @Test
  void aLostDenialIsNewAccess() {
    String all = GRANT.formatted("'*'", "'*'", "");
    String deny = "{'Effect':'Deny','Action':'iam:*','Resource':'*'}";
    assertThat(Comparison.of(policy(all, deny), policy(all), PolicyKind.IDENTITY).answer())
        .isEqualTo(NEW_ACCESS);
    assertThat(Comparison.of(policy(all, deny), policy(all, deny), PolicyKind.IDENTITY).answer())
        .isEqualTo(NO_NEW_ACCESS);
    String s3 = GRANT.formatted("'s3:*'", "'*'", "");
    assertThat(Comparison.of(policy(all, deny), policy(s3), PolicyKind.IDENTITY).answer())
        .as("the denial also held against other policies of the caller")
        .isEqualTo(NEW_ACCESS);
  }

  @Test
  void namingAUserMoreCloselyIsNewAccess() {
    String account =
        "{'Effect':'Allow','Principal':{'AWS':'123456789012'},'Action':'s3:*','Resource':'*'}";
    String user = account.replace("123456789012", "arn:aws:iam::123456789012:user/alice");
    Comparison closer = Comparison.of(policy(account), policy(user), PolicyKind.RESOURCE);
    assertThat(closer.answer()).isEqualTo(NEW_ACCESS);
    assertThat(closer.environment()).isEqualTo("no other policy");
    String everyone = account.replace("{'AWS':'123456789012'}", "'*'");
    assertThat(Comparison.of(policy(everyone), policy(user), PolicyKind.RESOURCE).answer())
        .isEqualTo(NO_NEW_ACCESS);
  }

  @Test
  void tighteningATrustPolicyIsNoNewAccess() {
    String trust =
        "{'Effect':'Allow','Principal':{'AWS':['210987654321','arn:aws:iam::123456789012:role/ci']},'Action':'sts:AssumeRole'%s}";
    String tighter =
        "{'Effect':'Allow','Principal':{'AWS':'210987654321'},'Action':'sts:AssumeRole','Condition':{'StringEquals':{'sts:ExternalId':'x'}}}";
    assertThat(
            Comparison.of(policy(trust.formatted("")), policy(tighter), PolicyKind.TRUST).answer())
        .isEqualTo(NO_NEW_ACCESS);
    Comparison looser =
        Comparison.of(policy(tighter), policy(trust.formatted("")), PolicyKind.TRUST);
    assertThat(looser.answer()).isEqualTo(NEW_ACCESS);
    assertThat(looser.witness()).isNotNull();
  }

  @Test
  void whatHasNoClearMeaningIsLeftOpen() {
    Policy broken = policy("{'Effect':'Allow','Action':'*','NotAction':'s3:*','Resource':'*'}");
    assertThat(Comparison.of(broken, broken, PolicyKind.IDENTITY).answer()).isEqualTo(CANNOT_TELL);
    assertThat(Comparison.of(Policy.unknown("x"), policy(), PolicyKind.IDENTITY).answer())
        .isEqualTo(CANNOT_TELL);
  }

  @Test
  void variablesOfOldVersionsAreText() {
    String statement =
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::${aws:username}/*\"}}";
    Policy text = Policy.parse("old", statement);
    Policy variable =
        Policy.parse("new", statement.replaceFirst("\\{", "{\"Version\":\"2012-10-17\","));
    assertThat(Comparison.of(text, variable, PolicyKind.IDENTITY).answer())
        .isNotEqualTo(NO_NEW_ACCESS);
  }
}
