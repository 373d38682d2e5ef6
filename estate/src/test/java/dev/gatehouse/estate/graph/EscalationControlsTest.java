package dev.gatehouse.estate.graph;

import static dev.gatehouse.estate.graph.Paper.HOME;
import static dev.gatehouse.estate.graph.Paper.OTHER;
import static dev.gatehouse.estate.graph.Paper.OUTSIDE;
import static dev.gatehouse.estate.graph.Paper.allow;
import static dev.gatehouse.estate.graph.Paper.attached;
import static dev.gatehouse.estate.graph.Paper.aws;
import static dev.gatehouse.estate.graph.Paper.boundary;
import static dev.gatehouse.estate.graph.Paper.deny;
import static dev.gatehouse.estate.graph.Paper.policy;
import static dev.gatehouse.estate.graph.Paper.profile;
import static dev.gatehouse.estate.graph.Paper.role;
import static dev.gatehouse.estate.graph.Paper.trust;
import static dev.gatehouse.estate.graph.Paper.user;
import static dev.gatehouse.estate.graph.Paper.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatehouse.estate.graph.edge.Node;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What looks like a way to every permission and is none. */
class EscalationControlsTest {
  private static final String ME = user(HOME, "eve");
  private static final String ADMIN = policy(allow("*", "*"));
  private static final String TARGET = role(HOME, "target");
  private static final String EDGE = "arn:aws:iam::" + HOME + ":policy/edge";
  private static final String PASS = allow(TARGET, "iam:PassRole");
  private static final String LAMBDA = allow("*", "lambda:CreateFunction", "lambda:InvokeFunction");
  private static final String FUNCTION = "arn:aws:lambda:eu-west-1:" + HOME + ":function:";

  /** The user {@code eve} beside an administrator's role that trusts a service or principal. */
  private static Paper eve(String trusted, String... statements) {
    return new Paper()
        .withUser(HOME, "eve", policy(statements))
        .withRole(HOME, "target", policy(trust(trusted)), ADMIN, profile("target"));
  }

  private static String service(String name) {
    return "{'Service':'" + name + ".amazonaws.com'}";
  }

  private static String passedTo(String name) {
    return "{'StringEquals':{'iam:PassedToService':'" + name + ".amazonaws.com'}}";
  }

  private static String tagged(String key, String value) {
    return "{'StringEquals':{'" + key + "':'" + value + "'}}";
  }

  static Stream<Arguments> passing() {
    String boundary = "{'StringEquals':{'iam:PermissionsBoundary':'" + EDGE + "'}}";
    return Stream.of(
        arguments(
            "passes to another service",
            eve(service("lambda"), when(PASS, passedTo("ec2")), LAMBDA)),
        arguments(
            "passes another role",
            eve(service("lambda"), allow(role(HOME, "app"), "iam:PassRole"), LAMBDA)),
        arguments(
            "passes a role of another path",
            eve(service("lambda"), allow(role(HOME, "app/*"), "iam:PassRole"), LAMBDA)),
        arguments("the role trusts another service", eve(service("ec2"), PASS, LAMBDA)),
        arguments("the role trusts no service", eve(aws(role(HOME, "admin")), PASS, LAMBDA)),
        arguments(
            "passing is denied", eve(service("lambda"), PASS, LAMBDA, deny("*", "iam:PassRole"))),
        arguments(
            "passing is denied for the role",
            eve(
                service("lambda"),
                allow("*", "iam:PassRole"),
                LAMBDA,
                deny(TARGET, "iam:PassRole"))),
        arguments(
            "creates and cannot run",
            eve(service("lambda"), PASS, allow("*", "lambda:CreateFunction"))),
        arguments(
            "runs and cannot create",
            eve(service("lambda"), PASS, allow("*", "lambda:InvokeFunction"))),
        arguments(
            "runs others than it creates",
            eve(
                service("lambda"),
                PASS,
                allow(FUNCTION + "dev-*", "lambda:CreateFunction"),
                allow(FUNCTION + "prod", "lambda:InvokeFunction"))),
        arguments(
            "the account of the service is another",
            new Paper()
                .withUser(HOME, "eve", policy(PASS, LAMBDA))
                .withRole(
                    HOME,
                    "target",
                    policy(when(trust(service("lambda")), tagged("aws:SourceAccount", OTHER))),
                    ADMIN)),
        arguments(
            "a control policy denies passing",
            eve(service("lambda"), PASS, LAMBDA).withScp(HOME, policy(deny("*", "iam:PassRole")))),
        arguments(
            "a control policy denies the service",
            eve(service("lambda"), PASS, LAMBDA)
                .withScp(HOME, policy(deny("*", "lambda:Create*")))),
        arguments(
            "a boundary leaves no passing",
            new Paper()
                .withPolicy(HOME, "edge", policy(LAMBDA))
                .withUser(HOME, "eve", policy(PASS, LAMBDA), boundary(EDGE))
                .withRole(HOME, "target", policy(trust(service("lambda"))), ADMIN)),
        arguments(
            "the role is of another account",
            new Paper()
                .withUser(HOME, "eve", policy(allow("*", "iam:PassRole"), LAMBDA))
                .withRole(OTHER, "target", policy(trust(service("lambda"))), ADMIN)),
        arguments(
            "no profile and none can be made",
            new Paper()
                .withUser(HOME, "eve", policy(PASS, allow("*", "ec2:RunInstances")))
                .withRole(HOME, "target", policy(trust(service("ec2"))), ADMIN)),
        arguments(
            "a read-only user of a service",
            eve(service("codebuild"), allow("*", "codebuild:BatchGet*", "codebuild:List*"))),
        arguments(
            "describes instances",
            eve(service("ec2"), allow("*", "ec2:Describe*", "ssm:Describe*", "ssm:GetParameter"))),
        arguments(
            "stops and starts instances",
            eve(service("ec2"), allow("*", "ec2:StopInstances", "ec2:StartInstances"))),
        arguments(
            "the role is of another tag",
            eve(
                service("lambda"),
                when(allow("*", "iam:PassRole"), tagged("aws:ResourceTag/team", "web")),
                LAMBDA)),
        arguments(
            "the boundary asked for",
            eve(service("lambda"), when(allow(ME, "iam:PutUserPolicy"), boundary))));
  }

  static Stream<Arguments> identities() {
    String nobody = aws(role(HOME, "admin"));
    return Stream.of(
        arguments("assumes without being trusted", eve(nobody, allow(TARGET, "sts:AssumeRole"))),
        arguments("is trusted by the account and not allowed", eve(aws(HOME), allow("*", "s3:*"))),
        arguments("is trusted and denied", eve(aws(ME), deny("*", "sts:AssumeRole"))),
        arguments(
            "assumes other roles", eve(aws(HOME), allow(role(HOME, "app-*"), "sts:AssumeRole"))),
        arguments(
            "another user is trusted", eve(aws(user(HOME, "bob")), allow("*", "sts:AssumeRole"))),
        arguments(
            "keys of itself",
            eve(nobody, allow(ME, "iam:CreateAccessKey", "iam:UpdateLoginProfile"))),
        arguments(
            "a key for another without power",
            eve(nobody, allow(user(HOME, "bob"), "iam:CreateAccessKey"))
                .withUser(HOME, "bob", policy(allow("*", "s3:*")))),
        arguments(
            "keys are deleted",
            eve(nobody, allow("*", "iam:DeleteAccessKey", "iam:ListAccessKeys"))),
        arguments(
            "joins a group without power",
            eve(nobody, allow("*", "iam:AddUserToGroup"))
                .withGroup(HOME, "staff", policy(allow("*", "s3:*")))),
        arguments(
            "attaches a harmless policy only",
            eve(
                nobody,
                when(
                    allow(ME, "iam:AttachUserPolicy"),
                    "{'ArnEquals':{'iam:PolicyARN':'arn:aws:iam::aws:policy/ReadOnlyAccess'}}"))),
        arguments(
            "attaches policies of a job",
            eve(
                nobody,
                when(
                    allow(ME, "iam:AttachUserPolicy"),
                    "{'ArnLike':{'iam:PolicyARN':'arn:aws:iam::aws:policy/job-function/*'}}"))),
        arguments(
            "writes policies that nobody has",
            eve(nobody, allow("*", "iam:CreatePolicy", "iam:CreatePolicyVersion"))),
        arguments(
            "writes the policy of another group",
            eve(nobody, allow("*", "iam:PutGroupPolicy")).withGroup(HOME, "staff")),
        arguments(
            "makes a role without rights",
            eve(nobody, allow("*", "iam:CreateRole", "sts:AssumeRole"))),
        arguments(
            "makes a user without rights",
            eve(nobody, allow("*", "iam:CreateUser", "iam:CreateAccessKey"))),
        arguments(
            "makes a user and cannot act as it",
            eve(nobody, allow(user(HOME, "app-*"), "iam:CreateUser", "iam:PutUserPolicy"))),
        arguments(
            "gives rights to other names than it makes",
            eve(
                nobody,
                allow(role(HOME, "app-*"), "iam:CreateRole"),
                allow(role(HOME, "ops-*"), "iam:PutRolePolicy"))),
        arguments(
            "makes service-linked roles",
            eve(nobody, allow("*", "iam:CreateServiceLinkedRole", "iam:AttachRolePolicy"))
                .withRole(HOME, "app", policy(trust(nobody)))),
        arguments(
            "makes roles within a boundary",
            new Paper()
                .withPolicy(HOME, "edge", policy(allow("*", "s3:*", "ec2:*")))
                .withUser(
                    HOME,
                    "eve",
                    policy(
                        when(
                            allow(
                                "*", "iam:CreateRole", "iam:AttachRolePolicy", "iam:PutRolePolicy"),
                            "{'StringEquals':{'iam:PermissionsBoundary':'" + EDGE + "'}}")))),
        arguments(
            "every permission within a boundary",
            new Paper()
                .withPolicy(HOME, "edge", policy(allow("*", "s3:*")))
                .withUser(HOME, "eve", ADMIN, boundary(EDGE))),
        arguments(
            "IAM within a boundary that denies it",
            new Paper()
                .withPolicy(HOME, "edge", policy(allow("*", "*"), deny("*", "iam:*", "sts:*")))
                .withUser(HOME, "eve", policy(allow("*", "iam:*")), boundary(EDGE))),
        arguments(
            "a control policy denies IAM",
            eve(nobody, allow("*", "iam:*")).withScp(HOME, policy(deny("*", "iam:*")))),
        arguments(
            "the version is another policy's",
            new Paper()
                .withPolicy(HOME, "edge", policy(allow("*", "s3:*")))
                .withUser(
                    HOME,
                    "eve",
                    policy(
                        allow("arn:aws:iam::" + HOME + ":policy/other", "iam:CreatePolicyVersion")),
                    attached(EDGE))),
        arguments(
            "IAM is read",
            eve(
                aws(HOME),
                allow(
                    "*",
                    "iam:Get*",
                    "iam:List*",
                    "iam:Simulate*",
                    "iam:GenerateCredentialReport"))),
        arguments(
            "a power user without IAM",
            new Paper()
                .withUser(
                    HOME,
                    "eve",
                    policy(
                        "{'Effect':'Allow','NotAction':['iam:*','organizations:*','account:*'],'Resource':'*'}"))
                .withRole(HOME, "target", policy(trust(aws(role(HOME, "admin")))), ADMIN)),
        arguments(
            "the provider is another",
            new Paper()
                .withUser(
                    HOME,
                    "eve",
                    policy(
                        allow(
                            "arn:aws:iam::" + HOME + ":saml-provider/test",
                            "iam:UpdateSAMLProvider")))
                .withRole(
                    HOME,
                    "target",
                    policy(
                        trust("{'Federated':'arn:aws:iam::" + HOME + ":saml-provider/idp'}")
                            .replace("AssumeRole", "AssumeRoleWithSAML")),
                    ADMIN)),
        arguments(
            "the organization is another",
            new Paper()
                .withUser(HOME, "eve", policy(allow("*", "sts:AssumeRole")))
                .withRole(
                    OTHER,
                    "target",
                    policy(when(trust(aws(HOME)), tagged("aws:PrincipalOrgID", "o-another"))),
                    ADMIN)),
        arguments(
            "another account is trusted",
            new Paper()
                .withUser(HOME, "eve", policy(allow("*", "sts:AssumeRole")))
                .withRole(OTHER, "target", policy(trust(aws(OUTSIDE))), ADMIN)),
        arguments(
            "the tag of the caller is another",
            new Paper()
                .withUser(
                    HOME,
                    "eve",
                    policy(allow("*", "sts:AssumeRole")),
                    "'Tags':[{'Key':'team','Value':'web'}]")
                .withRole(
                    HOME,
                    "target",
                    policy(when(trust(aws(HOME)), tagged("aws:PrincipalTag/team", "ops"))),
                    ADMIN)),
        arguments(
            "the tag of the target is another",
            eve(
                nobody,
                when(
                    allow("*", "iam:UpdateAssumeRolePolicy"),
                    tagged("aws:ResourceTag/team", "ops")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"passing", "identities"})
  void isNoWay(String name, Paper paper) {
    TrustGraph graph = TrustGraph.of(paper.inventory());
    Reach reach = Reach.from(graph, new Node(Node.Kind.USER, ME));
    for (String account : new String[] {HOME, OTHER}) {
      assertThat(reach.to(Node.administrator(account))).as(name).isEmpty();
    }
  }
}
