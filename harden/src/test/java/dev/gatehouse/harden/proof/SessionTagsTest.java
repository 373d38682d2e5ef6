package dev.gatehouse.harden.proof;

import static dev.gatehouse.harden.proof.Certificate.Verdict.BREAKS;
import static dev.gatehouse.harden.proof.Certificate.Verdict.SAFE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Session tags need sts:TagSession and a source identity needs sts:SetSourceIdentity, on the trust
 * policy too. Source: IAM guide, "Passing session tags in AWS STS", "Chaining roles with session
 * tags" and "Monitor and control actions taken with assumed roles"; EKS guide, "Pod Identity".
 */
class SessionTagsTest {
  private static String trust(String principal, String actions) {
    return "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{"
        + principal
        + "},'Action':["
        + actions
        + "]}}";
  }

  private static final String OTHER = "'AWS':'arn:aws:iam::210987654321:root'";
  private static final String POD = "'Service':'pods.eks.amazonaws.com'";

  private static Certificate simulated(Calls calls, String principal, String actions) {
    return calls.simulated(
        trust(principal, "'sts:AssumeRole','sts:TagSession','sts:SetSourceIdentity'"),
        trust(principal, actions));
  }

  private static void needs(Calls calls, String principal, String action, String words) {
    Certificate without = simulated(calls, principal, "'sts:AssumeRole'");
    assertThat(without.verdict()).isEqualTo(BREAKS);
    assertThat(without.of(ReplayAnswer.WOULD_BE_DENIED).get(0).reason()).contains(words, action);
    assertThat(simulated(calls, principal, "'sts:AssumeRole','" + action + "'").verdict())
        .isEqualTo(SAFE);
  }

  @Test
  void tagsOfTheCall() {
    Calls calls =
        new Calls().role("210987654321", "build", 0, 40, "'tags':[{'key':'job','value':'7'}]");
    needs(calls, OTHER, "sts:TagSession", "carry session tags");
  }

  @Test
  void tagsThatTheCallersSessionHandsOn() {
    Calls calls =
        new Calls().role("210987654321", "build", 0, 40, "'incomingTransitiveTags':{'job':'7'}");
    needs(calls, OTHER, "sts:TagSession", "carry session tags");
  }

  @Test
  void podIdentityPassesTagsThoughTheRecordShowsNone() {
    needs(
        new Calls().service("pods.eks.amazonaws.com", 0, 40, ""),
        POD,
        "sts:TagSession",
        "carry session tags");
  }

  @Test
  void podIdentityThatWasToldToPassNone() {
    Calls calls = new Calls().service("pods.eks.amazonaws.com", 0, 40, "");
    String plain = trust(POD, "'sts:AssumeRole'");
    assertThat(calls.simulated(plain, plain).verdict()).isEqualTo(SAFE);
  }

  @Test
  void aSourceIdentity() {
    Calls calls = new Calls().role("210987654321", "build", 0, 40, "'sourceIdentity':'carol'");
    needs(calls, OTHER, "sts:SetSourceIdentity", "carry a source identity");
  }

  @Test
  void neitherIsNeededByCallsThatHaveNeither() {
    Calls calls = new Calls().role("210987654321", "build", 0, 40, "");
    assertThat(simulated(calls, OTHER, "'sts:AssumeRole'").verdict()).isEqualTo(SAFE);
  }
}
