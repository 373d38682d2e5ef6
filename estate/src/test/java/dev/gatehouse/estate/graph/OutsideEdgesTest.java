package dev.gatehouse.estate.graph;

import static dev.gatehouse.estate.graph.Paper.HOME;
import static dev.gatehouse.estate.graph.Paper.OTHER;
import static dev.gatehouse.estate.graph.Paper.OUTSIDE;
import static dev.gatehouse.estate.graph.Paper.allow;
import static dev.gatehouse.estate.graph.Paper.aws;
import static dev.gatehouse.estate.graph.Paper.deny;
import static dev.gatehouse.estate.graph.Paper.policy;
import static dev.gatehouse.estate.graph.Paper.trust;
import static dev.gatehouse.estate.graph.Paper.user;
import static dev.gatehouse.estate.graph.Paper.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Federation, services and resource policies by hand. Every list is complete. */
class OutsideEdgesTest {
  private static final String GITHUB =
      "arn:aws:iam::" + HOME + ":oidc-provider/token.actions.githubusercontent.com";
  private static final String SAML = "arn:aws:iam::" + HOME + ":saml-provider/idp";
  private static final String NOTHING = policy(allow("*", "s3:ListAllMyBuckets"));

  private static List<String> trusting(String... statements) {
    return new Paper().withRole(HOME, "target", policy(statements), NOTHING).edges();
  }

  private static String token(String condition) {
    String statement =
        "{'Effect':'Allow','Principal':{'Federated':'%s'},'Action':'sts:AssumeRoleWithWebIdentity'}"
            .formatted(GITHUB);
    return when(statement, condition);
  }

  @Test
  void subjectsOfAProviderAreNodes() {
    String host = "token.actions.githubusercontent.com";
    assertThat(
            trusting(
                token(
                    "{'StringEquals':{'%s:aud':'sts.amazonaws.com'},'StringLike':{'%s:sub':['repo:org/app:*','repo:org/web:ref:refs/heads/main']}}"
                        .formatted(host, host))))
        .containsExactly(
            "federated:" + host + "/repo:org/app:* -assume-role-with-web-identity-> target open",
            "federated:"
                + host
                + "/repo:org/web:ref:refs/heads/main -assume-role-with-web-identity-> target open");
    assertThat(trusting(token("{'StringEquals':{'%s:aud':'sts.amazonaws.com'}}".formatted(host))))
        .containsExactly("federated:" + host + "/* -assume-role-with-web-identity-> target open");
    assertThat(trusting(token("{'StringEquals':{'%s:environment':'prod'}}".formatted(host))))
        .containsExactly(
            "federated:" + host + "/* -assume-role-with-web-identity-> target conditional");
  }

  @Test
  void aTokenCannotCallWhatThePolicyDoesNotName() {
    assertThat(
            trusting(
                "{'Effect':'Allow','Principal':{'Federated':'"
                    + GITHUB
                    + "'},'Action':'sts:AssumeRole'}"))
        .containsExactly(
            "federated:token.actions.githubusercontent.com/* -assume-role-with-web-identity->"
                + " target blocked");
  }

  @Test
  void samlProvidersAreNodes() {
    assertThat(
            trusting(
                "{'Effect':'Allow','Principal':{'Federated':'%s'},'Action':'sts:AssumeRoleWithSAML','Condition':{'StringEquals':{'SAML:aud':'https://signin.aws.amazon.com/saml'}}}"
                    .formatted(SAML)))
        .containsExactly(
            "federated:" + SAML.replace(HOME, "home") + "/* -assume-role-with-saml-> target open");
  }

  @Test
  void certificatesComeFromTrustAnchors() {
    String anchor = "arn:aws:rolesanywhere:eu-west-1:" + HOME + ":trust-anchor/ta";
    assertThat(
            trusting(
                when(
                    trust("{'Service':'rolesanywhere.amazonaws.com'}"),
                    "{'ArnEquals':{'aws:SourceArn':'" + anchor + "'}}")))
        .containsExactly(
            "federated:rolesanywhere/"
                + anchor.replace(HOME, "home")
                + " -roles-anywhere-> target open");
  }

  @Test
  void servicesAreNodes() {
    assertThat(trusting(trust("{'Service':'config.amazonaws.com'}")))
        .containsExactly("service:config.amazonaws.com -service-> target open");
    assertThat(
            trusting(
                when(
                    trust("{'Service':'config.amazonaws.com'}"),
                    "{'StringEquals':{'aws:SourceAccount':'" + HOME + "'}}")))
        .containsExactly("service:config.amazonaws.com -service-> target conditional");
  }

  @Test
  void resourcePoliciesLetOtherAccountsActBesideTheOwners() {
    String queue = "arn:aws:sqs:eu-west-1:" + HOME + ":jobs";
    Paper paper =
        new Paper()
            .withUser(HOME, "alice", policy(allow("*", "sqs:*")))
            .withUser(OTHER, "carol", policy(allow("*", "sqs:SendMessage")))
            .withUser(OTHER, "dave", policy(allow("*", "s3:*")))
            .withUser(OTHER, "erin", policy(allow("*", "sqs:*"), deny(queue, "sqs:*")))
            .withResource(
                queue,
                policy(
                    "{'Effect':'Allow','Principal':%s,'Action':'sqs:*','Resource':'%s'}"
                        .formatted(
                            aws(
                                "arn:aws:iam::" + OTHER + ":root",
                                "arn:aws:iam::" + OUTSIDE + ":root"),
                            queue)));
    assertThat(paper.edges())
        .containsExactly(
            "alice -queue-> arn:aws:sqs:eu-west-1:home:jobs open",
            "other/carol -queue-> arn:aws:sqs:eu-west-1:home:jobs open",
            "other/erin -queue-> arn:aws:sqs:eu-west-1:home:jobs blocked",
            "account:outside -queue-> arn:aws:sqs:eu-west-1:home:jobs open");
  }

  @Test
  void anOrganizationsBusTakesEventsOfItsAccountsOnly() {
    String bus = "arn:aws:events:eu-west-1:" + HOME + ":event-bus/central";
    Paper paper =
        new Paper()
            .withUser(HOME, "alice", NOTHING)
            .withUser(OTHER, "carol", policy(allow("*", "events:PutEvents")))
            .withResource(
                bus,
                policy(
                    "{'Effect':'Allow','Principal':'*','Action':'events:PutEvents','Resource':'%s','Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-test'}}}"
                        .formatted(bus)));
    assertThat(paper.edges())
        .containsExactly(
            "alice -event-bus-> arn:aws:events:eu-west-1:home:event-bus/central open",
            "other/carol -event-bus-> arn:aws:events:eu-west-1:home:event-bus/central open",
            "account:111111111111 -event-bus-> arn:aws:events:eu-west-1:home:event-bus/central"
                + " unknown");
  }

  @Test
  void inTheOwnersAccountEitherSideIsEnough() {
    String secret = "arn:aws:secretsmanager:eu-west-1:" + HOME + ":secret:db-AbCdEf";
    String bucket = "arn:aws:s3:::example-data";
    String read = "{'Effect':'Allow','Principal':%s,'Action':'secretsmanager:*','Resource':'*'}";
    String keepOut = "{'Effect':'Deny','Principal':%s,'Action':'s3:*','Resource':'*'}";
    Paper paper =
        new Paper()
            .withUser(HOME, "alice", policy(allow("*", "secretsmanager:*")))
            .withUser(HOME, "bob", NOTHING)
            .withUser(HOME, "carol", policy(allow(bucket + "/*", "s3:GetObject")))
            .withUser(HOME, "dave", policy(allow(bucket + "/*", "s3:GetObject")))
            .withUser(HOME, "erin", policy(allow("arn:aws:s3:::another/*", "s3:GetObject")))
            .withResource(secret, policy(read.formatted(aws(user(HOME, "bob")))))
            .withResource(HOME, bucket, policy(keepOut.formatted(aws(user(HOME, "dave")))));
    assertThat(paper.edges())
        .containsExactly(
            "alice -secret-> arn:aws:secretsmanager:eu-west-1:home:secret:db-AbCdEf open",
            "bob -secret-> arn:aws:secretsmanager:eu-west-1:home:secret:db-AbCdEf open",
            "carol -bucket-> arn:aws:s3:::example-data open",
            "dave -bucket-> arn:aws:s3:::example-data blocked");
  }
}
