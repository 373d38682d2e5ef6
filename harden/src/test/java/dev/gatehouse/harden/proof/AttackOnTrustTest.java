package dev.gatehouse.harden.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.harden.history.SuspectSessions;
import dev.gatehouse.harden.history.SuspectSessions.Suspicion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing that an attacker did to a trust policy may become the rule. */
class AttackOnTrustTest {
  private static final String BUILD = "arn:aws:iam::210987654321:root";
  private static final String STRANGER = "arn:aws:iam::555566667777:root";
  private static final String TRUST = trust(BUILD, "");
  private static final String OPENED =
      "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'AWS':['"
          + BUILD
          + "','"
          + STRANGER
          + "']},'Action':'sts:AssumeRole'}}";

  private static String trust(String principal, String condition) {
    return "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'AWS':'"
        + principal
        + "'},'Action':'sts:AssumeRole'"
        + (condition.isEmpty() ? "" : ",'Condition':{" + condition + "}")
        + "}}";
  }

  private static Calls forty() {
    return new Calls().role("210987654321", "build", 0, 40, "");
  }

  private static SuspectSessions cited(String... events) {
    return SuspectSessions.of(
        List.of(
            new Suspicion(
                "finding-7", Calls.at(20), Calls.at(20), List.of(events), null, null, List.of())),
        Map.of());
  }

  @Test
  void aStrangerWhomACitedChangeLetInIsTakenOutAndSoAreItsCalls() {
    Hardening.Result result =
        forty()
            .change("e-open", 20, "mallory", OPENED)
            .account("555566667777", 21, 40, "")
            .proposal(TRUST, cited("e-open"));

    assertThat(result.certificate().policy().canonical())
        .doesNotContain("555566667777")
        .contains("role/build");
    assertThat(result.certificate().verdict()).isEqualTo(Certificate.Verdict.SAFE);
    assertThat(result.certificate().history().excluded().get("finding-7").count()).isEqualTo(19);
    Rollout.Step first = result.rollout().steps().get(0);
    assertThat(first.title()).contains("an attack may have brought in");
    assertThat(first.why()).contains(STRANGER, "mallory", "e-open", "finding-7", "is taken out");
    assertThat(result.rollout().steps().get(result.rollout().steps().size() - 1).commands())
        .as("the way back does not let the stranger in again")
        .anyMatch(each -> each.contains("before-attack.json"));
  }

  @Test
  void aConditionThatACitedChangeTookAwayIsPutBack() {
    String bound = trust(BUILD, "'StringEquals':{'aws:PrincipalOrgID':'o-example123'}");
    Hardening.Result result =
        forty().change("e-open", 20, "mallory", trust(BUILD, "")).proposal(bound, cited("e-open"));

    assertThat(result.certificate().policy().canonical()).contains("aws:PrincipalOrgID");
    assertThat(result.proposal().beforeAttack().removed())
        .extracting(TrustBeforeAttack.Removal::sentence)
        .anyMatch(each -> each.contains("is put back"))
        .anyMatch(each -> each.contains("is taken out"));
  }

  @Test
  void aLaterHonestEditDoesNotMakeTheStrangerHonest() {
    String edited = OPENED.replace("'Effect'", "'Sid':'edited','Effect'");
    Hardening.Result result =
        forty()
            .change("e-open", 20, "mallory", OPENED)
            .change("e-later", 30, "alice", edited)
            .account("555566667777", 21, 40, "")
            .proposal(TRUST, cited("e-open"));

    assertThat(result.certificate().policy().canonical()).doesNotContain("555566667777");
  }

  @Test
  void aChangeBySomebodyOfAHighCaseWithholdsTheProposal() {
    SuspectSessions suspects =
        SuspectSessions.of(
            List.of(
                new Suspicion(
                    "case-3",
                    Calls.at(20),
                    Calls.at(20),
                    List.of(),
                    null,
                    null,
                    List.of("arn:aws:iam::123456789012:user/mallory"))),
            Map.of());
    Hardening.Result result =
        forty()
            .change("e-open", 20, "mallory", OPENED)
            .account("555566667777", 21, 40, "")
            .proposal(TRUST, suspects);

    assertThat(result.changes()).isFalse();
    assertThat(result.certificate().verdict()).isEqualTo(Certificate.Verdict.SUSPECT);
    assertThat(result.rollout().steps()).hasSize(1);
    assertThat(result.rollout().steps().get(0).title()).startsWith("Withheld");
    assertThat(result.rollout().steps().get(0).why()).contains("mallory", "case of high severity");
  }

  @Test
  void whatWasThereBeforeMustBeKnown() {
    Hardening.Result result =
        forty()
            .change("e-open", 20, "mallory", OPENED)
            .account("555566667777", 21, 40, "")
            .proposal(OPENED, cited("e-open"));

    assertThat(result.certificate().verdict()).isEqualTo(Certificate.Verdict.SUSPECT);
    assertThat(result.rollout().steps().get(0).why()).contains("is not known");
  }

  @Test
  void aPolicyOfOnesOwnThatKeepsTheStrangerIsNotSafe() {
    Calls calls =
        forty()
            .change("e-open", 20, "mallory", OPENED)
            .account("555566667777", 21, 40, "'externalId':'x-1'");
    var own =
        dev.gatehouse.policy.language.Policy.parse(
            "own",
            ("{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{'AWS':'"
                    + BUILD
                    + "'},'Action':'sts:AssumeRole'},{'Effect':'Allow','Principal':{'AWS':'"
                    + STRANGER
                    + "'},'Action':'sts:AssumeRole','Condition':{'StringEquals':{'sts:ExternalId':'x-1'}}}]}")
                .replace('\'', '"'));
    Certificate certificate =
        calls
            .hardening(SmallEstate.with(TRUST), cited("e-open"), own)
            .simulate(Calls.ROLE, own)
            .orElseThrow()
            .certificate();

    assertThat(certificate.verdict()).isEqualTo(Certificate.Verdict.SUSPECT);
    assertThat(certificate.suspect()).anyMatch(each -> each.contains(STRANGER));
  }

  /** A finding that cites most of a caller's calls casts doubt on the rest of them. */
  @Test
  void aCallerMostOfWhoseCallsAreCitedProvesNothing() {
    Hardening.Result result =
        forty()
            .role("210987654321", "stolen", 20, 23, "")
            .proposal(TRUST, cited("stolen-20", "stolen-21"));

    assertThat(result.certificate().policy().canonical())
        .contains("role/build")
        .doesNotContain("role/stolen");
    assertThat(result.certificate().history().excluded().get("finding-7").count()).isEqualTo(3);
    assertThat(result.certificate().verdict()).isEqualTo(Certificate.Verdict.SAFE);
  }

  @Test
  void anHonestChangeStays() {
    Hardening.Result result =
        forty()
            .change("e-more", 20, "alice", OPENED)
            .account("555566667777", 21, 40, "'externalId':'ext-1'")
            .proposal(TRUST, SuspectSessions.NONE);

    assertThat(result.certificate().policy().canonical()).contains("555566667777", "ext-1");
    assertThat(result.proposal().beforeAttack().isSuspect()).isFalse();
  }
}
