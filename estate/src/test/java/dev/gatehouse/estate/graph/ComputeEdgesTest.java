package dev.gatehouse.estate.graph;

import static dev.gatehouse.estate.graph.Paper.HOME;
import static dev.gatehouse.estate.graph.Paper.allow;
import static dev.gatehouse.estate.graph.Paper.deny;
import static dev.gatehouse.estate.graph.Paper.policy;
import static dev.gatehouse.estate.graph.Paper.profile;
import static dev.gatehouse.estate.graph.Paper.role;
import static dev.gatehouse.estate.graph.Paper.trust;
import static dev.gatehouse.estate.graph.Paper.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.estate.graph.way.Compute;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way over compute: with exactly its calls it is there, without any one of them it is not. */
class ComputeEdgesTest {
  private static final String TARGET = role(HOME, "target");

  static Stream<Compute> computes() {
    return Compute.ALL.stream();
  }

  private static List<String> calls(Compute compute) {
    List<String> calls = new ArrayList<>();
    for (Set<String> anyOf : compute.calls()) {
      calls.add(new TreeSet<>(anyOf).first());
    }
    return calls;
  }

  private static Paper estate(Compute compute, String trust, List<String> statements) {
    return new Paper()
        .withUser(HOME, "eve", policy(statements.toArray(String[]::new)))
        .withRole(HOME, "target", policy(trust), profile("target"));
  }

  private static String trusting(Compute compute) {
    return trusting(compute.trusts().iterator().next());
  }

  /** A statement that trusts a service, or a provider of a family. */
  private static String trusting(String trusted) {
    String provider = "arn:aws:iam::" + HOME + ":";
    return switch (trusted) {
      case "saml" ->
          trust("{'Federated':'" + provider + "saml-provider/idp'}")
              .replace("sts:AssumeRole", "sts:AssumeRoleWithSAML");
      case "oidc" ->
          trust("{'Federated':'" + provider + "oidc-provider/idp.example.com'}")
              .replace("sts:AssumeRole", "sts:AssumeRoleWithWebIdentity");
      case "oidc.eks" ->
          trust(
                  "{'Federated':'"
                      + provider
                      + "oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF'}")
              .replace("sts:AssumeRole", "sts:AssumeRoleWithWebIdentity");
      case "cognito-identity.amazonaws.com" ->
          trust("{'Federated':'" + trusted + "'}")
              .replace("sts:AssumeRole", "sts:AssumeRoleWithWebIdentity");
      default -> trust("{'Service':'" + trusted + "'}");
    };
  }

  private static List<String> statements(Compute compute, List<String> calls) {
    List<String> statements = new ArrayList<>();
    if (!calls.isEmpty()) {
      statements.add(allow("*", calls.toArray(String[]::new)));
    }
    statements.add(allow("*", "s3:ListAllMyBuckets"));
    return statements;
  }

  private static boolean has(Paper paper, Compute compute) {
    String arrow = "eve -" + compute.kind().word() + "->";
    return paper.edges().stream()
        .anyMatch(each -> each.startsWith(arrow) && !each.endsWith("blocked"));
  }

  private static List<String> withPass(Compute compute, List<String> calls) {
    List<String> statements = statements(compute, calls);
    if (compute.passes()) {
      statements.add(
          when(
              allow(TARGET, "iam:PassRole"),
              "{'StringEquals':{'iam:PassedToService':'"
                  + compute.trusts().iterator().next()
                  + "'}}"));
    }
    return statements;
  }

  @ParameterizedTest
  @MethodSource("computes")
  void isThereWithItsCalls(Compute compute) {
    List<String> edges =
        estate(compute, trusting(compute), withPass(compute, calls(compute))).edges();
    String verdict = compute.given().isEmpty() ? "open" : "conditional";
    assertThat(edges).contains("eve -" + compute.kind().word() + "-> target " + verdict);
  }

  @ParameterizedTest
  @MethodSource("computes")
  void isNotThereWithoutOneOfThem(Compute compute) {
    for (String left : calls(compute)) {
      List<String> calls = new ArrayList<>(calls(compute));
      calls.remove(left);
      Paper paper = estate(compute, trusting(compute), withPass(compute, calls));
      assertThat(has(paper, compute)).as("without %s", left).isFalse();
    }
    if (compute.passes()) {
      List<String> unpassed = statements(compute, calls(compute));
      assertThat(has(estate(compute, trusting(compute), unpassed), compute)).isFalse();
      unpassed.add(
          when(
              allow(TARGET, "iam:PassRole"),
              "{'StringEquals':{'iam:PassedToService':'other.amazonaws.com'}}"));
      assertThat(has(estate(compute, trusting(compute), unpassed), compute)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("computes")
  void isNotThereIfTheRoleTrustsAnotherService(Compute compute) {
    String other = trust("{'Service':'other.amazonaws.com'}");
    assertThat(has(estate(compute, other, withPass(compute, calls(compute))), compute)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("computes")
  void isBlockedByAControlPolicy(Compute compute) {
    Paper paper =
        estate(compute, trusting(compute), withPass(compute, calls(compute)))
            .withScp(HOME, policy(deny("*", calls(compute).get(0))));
    assertThat(paper.edges()).contains("eve -" + compute.kind().word() + "-> target blocked");
  }

  @ParameterizedTest
  @MethodSource("computes")
  void isThereForEachThatTheRoleMayTrust(Compute compute) {
    for (String trusted : compute.trusts()) {
      Paper paper = estate(compute, trusting(trusted), withPass(compute, calls(compute)));
      assertThat(has(paper, compute)).as(trusted).isTrue();
    }
  }

  @Test
  void aRoleOutsideOfAProfileNeedsOneMade() {
    String run = allow("*", "ec2:RunInstances", "iam:PassRole");
    String make = allow("*", "iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile");
    String ec2 = policy(trust("{'Service':'ec2.amazonaws.com'}"));
    Paper without = new Paper().withUser(HOME, "eve", policy(run)).withRole(HOME, "target", ec2);
    assertThat(without.edges()).noneMatch(each -> each.startsWith("eve"));
    Paper with = new Paper().withUser(HOME, "eve", policy(run, make)).withRole(HOME, "target", ec2);
    assertThat(with.edges().stream().filter(each -> each.startsWith("eve")))
        .containsExactly("eve -ec2-run-instances-> target open");
  }

  @Test
  void theCallsAreMadeOnOneThing() {
    Compute lambda = Compute.ALL.get(0);
    String function = "arn:aws:lambda:*:" + HOME + ":function:";
    String pass = allow(TARGET, "iam:PassRole");
    String create = allow(function + "dev-*", "lambda:CreateFunction");
    for (String invoked : List.of("dev-*", "dev-x", "*")) {
      String invoke = allow(function + invoked, "lambda:InvokeFunction");
      assertThat(has(estate(lambda, trusting(lambda), List.of(pass, create, invoke)), lambda))
          .as(invoked)
          .isTrue();
    }
    String invoke = allow(function + "prod-*", "lambda:InvokeFunction");
    assertThat(has(estate(lambda, trusting(lambda), List.of(pass, create, invoke)), lambda))
        .isFalse();
  }

  @Test
  void theServiceActsForItsOwnAccount() {
    Compute lambda = Compute.ALL.get(0);
    String own = "{'StringEquals':{'aws:SourceAccount':'" + HOME + "'}}";
    String other = own.replace(HOME, Paper.OTHER);
    List<String> statements = withPass(lambda, calls(lambda));
    assertThat(has(estate(lambda, when(trusting(lambda), own), statements), lambda)).isTrue();
    assertThat(has(estate(lambda, when(trusting(lambda), other), statements), lambda)).isFalse();
  }

  @Test
  void everyWayHasASource() {
    assertThat(Compute.ALL).allSatisfy(each -> assertThat(each.source()).isNotBlank());
    assertThat(Compute.ALL.stream().map(each -> each.kind().word())).doesNotHaveDuplicates();
  }

  @Test
  void everyCallIsOneOfAws() {
    List<String> calls = new ArrayList<>();
    Compute.ALL.forEach(each -> each.calls().forEach(calls::addAll));
    for (String call : calls) {
      assertThat(ActionCatalogue.aws().action(call)).as(call).isNotNull();
    }
  }
}
