package dev.gatehouse.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.policy.decision.DecisionJson;
import dev.gatehouse.policy.decision.Outcome;
import dev.gatehouse.policy.explain.Explanation;
import org.junit.jupiter.api.Test;

class QuestionReaderTest {
  private static final String ASK =
      "'principal':'arn:aws:iam::123456789012:user/alice','action':'s3:GetObject','resource':'arn:aws:s3:::data/a','resourceAccount':'123456789012'";

  private static Question read(String more) {
    return QuestionReader.read(("{'id':'q'," + ASK + more + "}").replace('\'', '"'));
  }

  @Test
  void theAnswerAsJson() {
    Question question =
        read(
            ",'identityPolicies':[{'Version':'2012-10-17','Statement':[{'Sid':'No','Effect':'Deny','Action':'*','Resource':'*'}]}]");
    assertThat(DecisionJson.line("q", question.answer()))
        .isEqualTo(
            "{'id':'q','decision':'ExplicitlyDenied','because':[{'policyType':'identity','policy':'identityPolicies[0]','statement':1,'sid':'No','effect':'Deny','line':1}],'blockers':[{'policyType':'identity','explicit':true,'certain':true,'message':'an identity-based policy denies the request','statements':[{'policyType':'identity','policy':'identityPolicies[0]','statement':1,'sid':'No','effect':'Deny','line':1}]},{'policyType':'identity','explicit':false,'certain':true,'message':'no identity-based policy allows `s3:GetObject`'}],'unknown':[]}"
                .replace('\'', '"'));
  }

  @Test
  void managedPoliciesByArnAndMissingOnesAsUnknown() {
    assertThat(
            read(",'identityPolicies':['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']")
                .answer()
                .outcome())
        .isEqualTo(Outcome.ALLOWED);
    var missing = read(",'identityPolicies':['arn:aws:iam::aws:policy/NotYetMade']").answer();
    assertThat(missing.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(missing.unknown()).containsExactly("policy:arn:aws:iam::aws:policy/NotYetMade");
  }

  @Test
  void unknownKeysAndDerivedOnes() {
    String own =
        ",'identityPolicies':[{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'aws:username':'alice'}}}}]";
    assertThat(read(own).answer().outcome()).isEqualTo(Outcome.IMPLICITLY_DENIED);
    assertThat(read(own + ",'derive':true").answer().outcome()).isEqualTo(Outcome.ALLOWED);
    assertThat(read(own + ",'unknown':['aws:username']").answer().unknown())
        .containsExactly("aws:username");
  }

  @Test
  void theManagementAccountIsSpared() {
    String scps =
        ",'identityPolicies':['arn:aws:iam::aws:policy/AdministratorAccess'],'scps':[{'orgIdentifier':'r','policies':[]}]";
    assertThat(read(scps).answer().outcome()).isEqualTo(Outcome.IMPLICITLY_DENIED);
    assertThat(read(scps + ",'managementAccount':'123456789012'").answer().outcome())
        .isEqualTo(Outcome.ALLOWED);
  }

  @Test
  void theExplanationShowsWhatNearlyMatched() {
    Question question =
        read(
            ",'context':{'aws:SourceIp':'198.51.100.7'},'identityPolicies':[{'Version':'2012-10-17','Statement':{'Sid':'Office','Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::other/*','Condition':{'IpAddress':{'aws:SourceIp':'203.0.113.0/24'}}}}]");
    assertThat(Explanation.of(question.request(), question.policies(), question.answer()))
        .contains(
            "- no identity-based policy allows `s3:GetObject`",
            "statement `Office` of identity-based policy `identityPolicies[0]` means the action, but:",
            "  - Resource does not cover `arn:aws:s3:::data/a`",
            "  - IpAddress aws:SourceIp [203.0.113.0/24] is not met: `aws:SourceIp` is `198.51.100.7`");
  }

  @Test
  void whatCannotBeRead() {
    assertThatThrownBy(() -> QuestionReader.read("[]")).isInstanceOf(CaseException.class);
    assertThatThrownBy(() -> QuestionReader.read("{\"principal\":\"alice\",\"action\":\"s3:x\"}"))
        .hasMessageContaining("`alice` is no principal");
    assertThatThrownBy(() -> read(",\n'resource':'*'"))
        .hasMessage("`resource` stands twice (line 2, column 1); keep one");
    assertThatThrownBy(() -> read(",'context':{'aws:SourceIp':'192.0.2.1','aws:SourceIp':''}"))
        .hasMessageContaining("`aws:SourceIp` stands twice");
    assertThatThrownBy(() -> QuestionReader.read("{\"principal\":\"anonymous\",\"action\":\"s3\"}"))
        .hasMessageContaining("`s3` is no action");
    assertThatThrownBy(() -> QuestionReader.readCase("{" + ASK.replace('\'', '"') + "}"))
        .hasMessageContaining("`expected` is");
  }
}
