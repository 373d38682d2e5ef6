package dev.gatehouse.core.cases;

import static dev.gatehouse.core.cases.Findings.ANN;
import static dev.gatehouse.core.cases.Findings.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.PlannedChange;
import dev.gatehouse.estate.Shift;
import dev.gatehouse.estate.Suppression;
import dev.gatehouse.estate.signal.ImportedSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuildCasesTest {
  private static final BuildCases BUILD = new BuildCases(Map.of(), Estate.EMPTY);

  @Test
  void oneCredentialMakesOneCaseHoweverFarApart() {
    Finding one = Findings.of("one", "new-place").by("unknown").through("a", "ASIA1").finding();
    Finding other =
        Findings.of("other", "log-tampering")
            .by(BOB)
            .through("a", "ASIA1")
            .through("b", "ASIA2")
            .after(Duration.ofDays(2))
            .finding();
    assertThat(BUILD.of(List.of(one, other)))
        .singleElement()
        .satisfies(told -> assertThat(told.findings()).containsExactly("one", "other"));
  }

  @Test
  void whatOnePersonDoesIsOneCaseWithinADay() {
    Finding one = Findings.of("one", "new-place").finding();
    Finding soon = Findings.of("soon", "new-tool").after(Duration.ofHours(24)).finding();
    Finding late = Findings.of("late", "new-tool").after(Duration.ofHours(49)).finding();
    assertThat(BUILD.of(List.of(one, soon, late)))
        .extracting(Case::findings)
        .containsExactly(List.of("one", "soon"), List.of("late"));
  }

  @Test
  void aKeyMadeForAnotherTiesBothOrigins() {
    Finding made =
        Findings.of("made", "access-key-for-another").by(ANN).shows("create-key").finding();
    Finding used =
        Findings.of("used", "new-place")
            .by(BOB)
            .because(Cause.Kind.ACCESS_KEY_CREATED, "create-key", ANN, "AKIAANN")
            .after(Duration.ofDays(20))
            .finding();
    assertThat(BUILD.of(List.of(made, used)))
        .singleElement()
        .satisfies(told -> assertThat(told.origins()).containsExactly(ANN, BOB));
  }

  @Test
  void anOpenedTrustTiesOnlyIfItWasWorthAttentionAndNotLongAgo() {
    Findings open = Findings.of("open", "trust-policy-opened").by(ANN).shows("update-trust");
    Findings through =
        Findings.of("through", "new-place")
            .by(BOB)
            .because(Cause.Kind.TRUST_OPENED, "update-trust", ANN, "ASIA9");
    Finding soon = through.after(Duration.ofDays(7)).finding();
    Finding late = through.after(Duration.ofDays(8)).finding();
    Finding loud = open.says(Severity.MEDIUM, Confidence.HIGH).finding();
    Finding faint = open.says(Severity.LOW, Confidence.HIGH).finding();
    assertThat(BUILD.of(List.of(loud, soon))).hasSize(1);
    assertThat(BUILD.of(List.of(loud, late))).hasSize(2);
    assertThat(BUILD.of(List.of(faint, soon))).hasSize(2);
  }

  @Test
  void aFindingThatTiesTwoCasesMergesTheYoungerIntoTheOlder() {
    Finding ann = Findings.of("ann", "new-place").by(ANN).through("a", "ASIA1").finding();
    Finding bob =
        Findings.of("bob", "new-place")
            .by(BOB)
            .through("b", "ASIA2")
            .after(Duration.ofMinutes(1))
            .finding();
    Finding both =
        Findings.of("both", "role-juggling")
            .by("unknown")
            .through("a", "ASIA1")
            .through("b", "ASIA2")
            .after(Duration.ofMinutes(2))
            .finding();
    List<Case> cases = BUILD.of(List.of(both, bob, ann));
    assertThat(cases).extracting(Case::id).containsExactly("case-ann", "case-bob");
    assertThat(cases).extracting(Case::mergedInto).containsExactly(null, "case-ann");
    assertThat(cases.get(0).findings()).containsExactly("ann", "bob", "both");
    assertThat(cases.get(0).revision()).isEqualTo(3);
    assertThat(cases.get(1).revision()).isEqualTo(2);
  }

  @Test
  void casesAreAFunctionOfTheSetOfFindings() {
    List<Finding> findings = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      Findings made =
          Findings.of("f" + i, i % 3 == 0 ? "new-place" : "off-hours")
              .by(i % 2 == 0 ? "unknown" : "arn:aws:iam::123456789012:user/u" + random.nextInt(9))
              .after(Duration.ofHours(random.nextInt(400)))
              .through("r", "ASIA" + random.nextInt(40));
      if (i % 5 == 0) {
        made.because(Cause.Kind.TRUST_OPENED, "record-of-f" + random.nextInt(60), ANN, "ASIA3");
      }
      findings.add(made.finding());
    }
    List<Case> once = BUILD.of(findings);
    for (int shuffle = 0; shuffle < 20; shuffle++) {
      Collections.shuffle(findings, random);
      assertThat(BUILD.of(findings)).isEqualTo(once);
    }
    assertThat(
            once.stream().filter(c -> c.mergedInto() == null).flatMap(c -> c.findings().stream()))
        .hasSize(60)
        .doesNotHaveDuplicates();
  }

  @Test
  void confidenceComesFromFamiliesAndNotFromNumber() {
    List<Finding> places = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      places.add(Findings.of("place" + i, "new-place").finding());
    }
    assertThat(BUILD.of(places).get(0).chance()).isEqualTo(0.7);
    places.add(Findings.of("tool", "new-tool").after(Duration.ofHours(1)).finding());
    places.add(Findings.of("data", "secret-read-burst").after(Duration.ofHours(2)).finding());
    Case told = BUILD.of(places).get(0);
    assertThat(told.chance()).isCloseTo(1 - 0.3 * 0.3 * 0.3, within(1e-12));
    assertThat(told.confidence()).isEqualTo(Confidence.HIGH);
    assertThat(told.raised()).isEqualTo(Findings.MORNING.plus(Duration.ofHours(1)));
  }

  @Test
  void aSuppressedFindingSupportsOthersAndIsNobodysCaseAlone() {
    Estate estate =
        new Estate.Builder()
            .suppressions(
                List.of(
                    new Suppression(
                        "new-tool",
                        "arn:aws:iam::*:user/ann",
                        null,
                        "eve@example.com",
                        "moves to another SDK",
                        Findings.MORNING.plusSeconds(1))))
            .build();
    BuildCases tell = new BuildCases(Map.of(), estate);
    Finding tool = Findings.of("tool", "new-tool").finding();
    Finding data = Findings.of("data", "secret-read-burst").after(Duration.ofSeconds(30)).finding();
    assertThat(tell.of(List.of(tool)).get(0).chance()).isZero();
    Case both = tell.of(List.of(tool, data)).get(0);
    assertThat(both.suppressed()).containsExactly("tool");
    assertThat(both.chance()).isCloseTo(1 - 0.3 * 0.3, within(1e-12));
    assertThat(both.weights().get(0).notes())
        .containsExactly(
            "Suppressed until 2026-03-02T09:00:01Z by eve@example.com: moves to another SDK");
    Finding later = Findings.of("later", "new-tool").after(Duration.ofSeconds(2)).finding();
    assertThat(tell.of(List.of(later)).get(0).suppressed()).isEmpty();
  }

  @Test
  void anApprovedChangeAndBeingOnCallLowerAndSaySo() {
    Estate estate =
        new Estate.Builder()
            .changes(
                List.of(
                    new PlannedChange(
                        "chg-7",
                        "Move the log bucket",
                        Findings.MORNING,
                        Findings.MORNING.plusSeconds(60),
                        Set.of("123456789012"),
                        Set.of("ann"),
                        true)))
            .shifts(
                List.of(
                    new Shift("night", "ann", Findings.MORNING, Findings.MORNING.plusSeconds(60))))
            .build();
    BuildCases tell = new BuildCases(Map.of(), estate);
    Weight log =
        tell.of(List.of(Findings.of("a", "log-tampering").finding())).get(0).weights().get(0);
    assertThat(log.chance()).isEqualTo(0.7 * 0.3);
    assertThat(log.notes())
        .containsExactly("Within the approved change `chg-7`, Move the log bucket.");
    Weight hours =
        tell.of(List.of(Findings.of("b", "off-hours").finding())).get(0).weights().get(0);
    assertThat(hours.chance()).isEqualTo(0.7 * 0.3 * 0.5);
    assertThat(hours.notes()).hasSize(2);
    Finding bob = Findings.of("c", "log-tampering").by(BOB).finding();
    assertThat(tell.of(List.of(bob)).get(0).chance()).isEqualTo(0.7);
  }

  @Test
  void importedSignalsJoinRaiseAndLowerButMakeNoCase() {
    Finding found = Findings.of("found", "new-place").through("deploy", "ASIA1").finding();
    assertThat(told(found, guardDuty("ASIA1", false)).chance())
        .isCloseTo(1 - 0.3 * 0.4, within(1e-12));
    assertThat(told(found, guardDuty("ASIA1", true)).chance()).isCloseTo(0.7 * 0.8, within(1e-12));
    assertThat(told(found, guardDuty("ASIA2", false)).weights()).hasSize(1);
    assertThat(new BuildCases(Map.of(), with(guardDuty("ASIA1", false))).of(List.of())).isEmpty();
  }

  private static Case told(Finding finding, ImportedSignal signal) {
    return new BuildCases(Map.of(), with(signal)).of(List.of(finding)).get(0);
  }

  private static Estate with(ImportedSignal signal) {
    return new Estate.Builder().signals(List.of(signal)).build();
  }

  private static ImportedSignal guardDuty(String accessKeyId, boolean dismissed) {
    return new ImportedSignal(
        "gd-1",
        ImportedSignal.Source.GUARDDUTY,
        "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
        "Credentials used from outside",
        "111122223333",
        accessKeyId,
        null,
        null,
        Findings.MORNING,
        Findings.MORNING,
        0.6,
        dismissed);
  }

  @Test
  void theStoryIsInOrderAndCitesRecords() {
    Finding finding =
        Findings.of("end", "log-tampering")
            .by(BOB)
            .because(Cause.Kind.ACCESS_KEY_CREATED, "create-key", ANN, "AKIAANN")
            .through("deploy", "ASIA1")
            .finding();
    assertThat(BUILD.of(List.of(finding)).get(0).story())
        .containsExactly(
            new TimelineEntry(
                Findings.MORNING.minusSeconds(600),
                "ann @ 123456789012 created access key thing",
                "create-key"),
            new TimelineEntry(
                Findings.MORNING.minusSeconds(60),
                "bob @ 123456789012 assumed deploy @ 111122223333 from 198.51.100.7 (AssumeRole)",
                "issue-of-ASIA1"),
            new TimelineEntry(Findings.MORNING, "ann did end [log-tampering]", "record-of-end"));
  }
}
