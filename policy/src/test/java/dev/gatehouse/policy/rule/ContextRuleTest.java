package dev.gatehouse.policy.rule;

import static dev.gatehouse.policy.decision.Outcome.ALLOWED;
import static dev.gatehouse.policy.decision.Outcome.EXPLICITLY_DENIED;
import static dev.gatehouse.policy.decision.Outcome.IMPLICITLY_DENIED;
import static dev.gatehouse.policy.decision.Outcome.UNKNOWN;
import static dev.gatehouse.policy.rule.Ask.ALLOW_ALL;
import static dev.gatehouse.policy.rule.Ask.ROLE;
import static dev.gatehouse.policy.rule.Ask.TRUSTED;
import static dev.gatehouse.policy.rule.Ask.USER;
import static dev.gatehouse.policy.rule.Ask.allowIf;
import static dev.gatehouse.policy.rule.Ask.grant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.DerivedContext;
import dev.gatehouse.policy.decision.PassRole;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.principal.Caller;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Rules 81-86. Source: IAM guide, "Global condition context keys", "Grant a user permissions to
 * pass a role"; KMS guide, "Resource control policies in AWS KMS".
 */
class ContextRuleTest {
  @Test
  void rule81TheEngineDerivesWhatFollowsFromCallerAndResource() {
    Request asked =
        Request.of(Caller.parse(USER), "s3:GetObject", Ask.OBJECT, Ask.ACCOUNT, Context.empty());
    Context keys = DerivedContext.derive(asked, Instant.parse("2026-01-01T00:00:00Z")).context();
    assertThat(keys.value("aws:PrincipalArn")).isEqualTo(USER);
    assertThat(keys.value("aws:username")).isEqualTo("alice");
    assertThat(keys.value("aws:PrincipalAccount")).isEqualTo(Ask.ACCOUNT);
    assertThat(keys.value("aws:PrincipalType")).isEqualTo("User");
    assertThat(keys.value("aws:PrincipalIsAWSService")).isEqualTo("false");
    assertThat(keys.value("aws:ResourceAccount")).isEqualTo(Ask.ACCOUNT);
    assertThat(keys.value("aws:EpochTime")).isEqualTo("1767225600");
    Request role = asked.withCaller(Caller.parse(ROLE));
    assertThat(DerivedContext.derive(role, null).context().has("aws:username")).isFalse();
  }

  @Test
  void rule82OrgPathsNeedASetOperator() {
    String path = "o-example/r-root/ou-prod/";
    String any =
        allowIf("'ForAnyValue:StringLike':{'aws:PrincipalOrgPaths':'o-example/r-root/ou-prod/*'}");
    assertThat(Ask.by(USER).keys("aws:PrincipalOrgPaths", path).identity(any).outcome())
        .isEqualTo(ALLOWED);
    String plain = allowIf("'StringLike':{'aws:PrincipalOrgPaths':'o-example/r-root/ou-prod/*'}");
    assertThat(Ask.by(USER).keys("aws:PrincipalOrgPaths", path).identity(plain).outcome())
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule83ServicesHaveNoOrganization() {
    String perimeter =
        "{'Effect':'Deny','Principal':'*','Action':'*','Resource':'*','Condition':{'StringNotEquals':{'aws:PrincipalOrgID':'o-example'}%s}}";
    String open = perimeter.formatted(",'BoolIfExists':{'aws:PrincipalIsAWSService':'false'}");
    String service = grant("{'Service':'sns.amazonaws.com'}");
    assertThat(
            Ask.by("sns.amazonaws.com")
                .derived()
                .resource(service)
                .rcp(perimeter.formatted(""))
                .outcome())
        .isEqualTo(EXPLICITLY_DENIED);
    assertThat(Ask.by("sns.amazonaws.com").derived().resource(service).rcp(open).outcome())
        .isEqualTo(ALLOWED);
  }

  @Test
  void rule84PassRoleIsTwoQuestions() {
    String pass =
        "{'Effect':'Allow','Action':'iam:PassRole','Resource':'"
            + TRUSTED
            + "','Condition':{'StringEquals':{'iam:PassedToService':'lambda.amazonaws.com'}}}";
    Ask ask = Ask.by(USER).identity(pass);
    var trust = ask.policy("trust", grant("{'Service':'lambda.amazonaws.com'}"));
    assertThat(
            PassRole.decide(
                    Caller.parse(USER),
                    TRUSTED,
                    "lambda.amazonaws.com",
                    Context.empty(),
                    ask.policies(),
                    trust)
                .allowed())
        .isTrue();
    assertThat(
            PassRole.decide(
                    Caller.parse(USER),
                    TRUSTED,
                    "ec2.amazonaws.com",
                    Context.empty(),
                    ask.policies(),
                    trust)
                .allowed())
        .isFalse();
    var other = ask.policy("trust", grant("{'Service':'ec2.amazonaws.com'}"));
    assertThat(
            PassRole.decide(
                    Caller.parse(USER),
                    TRUSTED,
                    "lambda.amazonaws.com",
                    Context.empty(),
                    ask.policies(),
                    other)
                .allowed())
        .as("the role must trust the service")
        .isFalse();
  }

  @Test
  void rule85AKeyThatIsNotKnownGivesUnknownOnlyWhereItMatters() {
    String byTag = allowIf("'StringEquals':{'aws:PrincipalTag/team':'red'}");
    Decision unknown = Ask.by(USER).unknown("aws:PrincipalTag/*").identity(byTag).decision();
    assertThat(unknown.outcome()).isEqualTo(UNKNOWN);
    assertThat(unknown.unknown()).containsExactly("aws:PrincipalTag/team");
    assertThat(Ask.by(USER).unknown("aws:PrincipalTag/*").identity(byTag, ALLOW_ALL).outcome())
        .isEqualTo(ALLOWED);
    assertThat(
            Ask.by(USER).unknown("aws:PrincipalTag/*").identity(byTag).scp(Ask.DENY_ALL).outcome())
        .isEqualTo(EXPLICITLY_DENIED);
    String variable =
        "{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::${aws:PrincipalTag/team}/*'}";
    assertThat(Ask.by(USER).unknown("aws:PrincipalTag/team").identity(variable).outcome())
        .isEqualTo(UNKNOWN);
    assertThat(
            Ask.by(USER)
                .unknown("aws:PrincipalTag/team")
                .does("sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:q")
                .identity(variable)
                .outcome())
        .as("no value of the tag makes it an SQS queue")
        .isEqualTo(IMPLICITLY_DENIED);
  }

  @Test
  void rule85BothAnswersTheSameMeansTheKeyDoesNotMatter() {
    String red = allowIf("'StringEquals':{'aws:PrincipalTag/team':'red'}");
    String notRed = allowIf("'StringNotEquals':{'aws:PrincipalTag/team':'red'}");
    assertThat(Ask.by(USER).unknown("aws:PrincipalTag/team").identity(red, notRed).outcome())
        .isEqualTo(ALLOWED);
    String absent = allowIf("'Null':{'aws:PrincipalTag/team':'true'}");
    assertThat(Ask.by(USER).unknown("aws:PrincipalTag/team").identity(red, absent).outcome())
        .isEqualTo(UNKNOWN);
  }

  @Test
  void rule86ADeniedCallIsStillDeniedOnReplay() {
    Ask ask = Ask.by(USER).does("sts:AssumeRole", TRUSTED).unknown("aws:PrincipalTag/*");
    ask.resource(Ask.grantTo("arn:aws:iam::123456789012:user/carol"));
    assertThat(ask.outcome()).isEqualTo(IMPLICITLY_DENIED);
  }
}
