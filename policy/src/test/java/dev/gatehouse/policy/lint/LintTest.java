package dev.gatehouse.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import dev.gatehouse.policy.language.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintTest {
  private static List<String> codes(String kind, String statement) {
    String json = "{\"Version\":\"2012-10-17\",\"Statement\":" + statement.replace('\'', '"') + "}";
    PolicyKind of = PolicyKind.valueOf(kind);
    return Lint.check(Policy.parse("p", json), of).stream().map(Problem::code).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "IDENTITY | {'Effect':'Allow','Action':'s3:GetObject','Resource':'*'} | ``",
        "IDENTITY | {'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':'*'} | misplaced-principal",
        "IDENTITY | {'Effect':'Allow','Action':'s3:GetObject'} | missing-resource",
        "IDENTITY | {'Effect':'Allow','Action':'s3:GetObjekt','Resource':'*'} | unknown-action",
        "IDENTITY | {'Effect':'Allow','Action':'s33:GetObject','Resource':'*'} | unknown-service",
        "IDENTITY | {'Effect':'Allow','Action':'s3:ListAllMyBuckets','Resource':'arn:aws:s3:::b'} | resource-not-taken",
        "IDENTITY | {'Effect':'Allow','NotAction':'s3:*','Resource':'*'} | allow-not-action",
        "IDENTITY | {'Effect':'Allow','Action':'s3:*','NotResource':'arn:aws:s3:::b'} | allow-not-resource",
        "IDENTITY | {'Effect':'Allow','Action':'iam:PassRole','Resource':'*'} | pass-any-role",
        "IDENTITY | {'Effect':'Allow','Action':'iam:PassRole','Resource':'*','Condition':{'StringEquals':{'iam:PassedToService':'ec2.amazonaws.com'}}} | ``",
        "IDENTITY | {'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:${aws:username}::b'} | early-variable",
        "IDENTITY | {'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3'} | incomplete-arn",
        "IDENTITY | {'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'NumericEquals':{'s3:max-keys':'${aws:username}'}}} | misplaced-variable",
        "IDENTITY | {'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'everywhere'}}} | unreadable-value",
        "IDENTITY | {'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}}} | private-source-ip",
        "IDENTITY | {'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'StringEquals':{'aws:username':'a*'}}} | wildcard-in-equals",
        "IDENTITY | {'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'StringEquals':{'aws:TagKeys':'a'}}} | set-operator-missing",
        "IDENTITY | {'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'ForAllValues:StringEquals':{'aws:TagKeys':'a'}}} | for-all-values-without-null",
        "IDENTITY | {'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'ForAllValues:StringEquals':{'aws:TagKeys':'a'},'Null':{'aws:TagKeys':'false'}}} | ``",
        "IDENTITY | {'Effect':'Deny','Action':'*','Resource':'*','Condition':{'ForAnyValue:StringEquals':{'aws:username':'a'}}} | set-operator-on-single-value",
        "IDENTITY | {'Effect':'Deny','Action':'*','Resource':'*','Condition':{'Bool':{'aws:MultiFactorAuthPresent':'false'}}} | mfa-absent",
        "RESOURCE | {'Effect':'Allow','Action':'s3:GetObject','Resource':'*'} | missing-principal",
        "RESOURCE | {'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':'*'} | open-to-everyone",
        "RESOURCE | {'Effect':'Allow','Principal':{'Service':'sns.amazonaws.com'},'Action':'sqs:SendMessage','Resource':'*'} | confused-deputy",
        "RESOURCE | {'Effect':'Deny','NotPrincipal':{'AWS':'123456789012'},'Action':'s3:*','Resource':'*'} | not-principal-deny",
        "RESOURCE | {'Effect':'Allow','NotPrincipal':{'AWS':'123456789012'},'Action':'s3:*','Resource':'*'} | not-principal-allow",
        "RESOURCE | {'Effect':'Allow','Principal':{'AWS':'AROAEXAMPLEROLEID00000'},'Action':'s3:*','Resource':'*'} | deleted-principal",
        "TRUST | {'Effect':'Allow','Principal':{'AWS':'123456789012'},'Action':'sts:AssumeRole','Resource':'*'} | misplaced-resource",
        "TRUST | {'Effect':'Allow','Principal':{'AWS':'*'},'Action':'sts:AssumeRole'} | open-to-everyone",
        "TRUST | {'Effect':'Allow','Principal':{'Federated':'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com'},'Action':'sts:AssumeRoleWithWebIdentity'} | any-subject",
        "TRUST | {'Effect':'Allow','Principal':{'AWS':'123456789012'},'Action':'sts:AssumeRole','Condition':{'StringEquals':{'aws:SourceAccount':'123456789012'}}} | unsatisfiable",
        "TRUST | {'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole','Condition':{'StringEquals':{'sts:ExternalId':'x'}}} | unsatisfiable",
        "SCP | {'Effect':'Deny','Principal':'*','Action':'*','Resource':'*'} | misplaced-principal",
        "RCP | {'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'} | rcp-allow",
        "RCP | {'Effect':'Deny','Principal':{'AWS':'123456789012'},'Action':'*','Resource':'*'} | rcp-principal",
        "SESSION | {'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3'} | incomplete-arn",
      })
  void oneMistakeOneProblem(String kind, String statement, String code) {
    if (code.isEmpty()) {
      assertThat(codes(kind, statement)).isEmpty();
    } else {
      assertThat(codes(kind, statement)).containsExactly(code);
    }
  }

  @Test
  void variablesNeedTheVersion() {
    String json =
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::${aws:username}\"}}";
    assertThat(Lint.check(Policy.parse("p", json), PolicyKind.IDENTITY))
        .extracting(Problem::code)
        .containsExactly("variable-without-version");
  }
}
