package dev.gatehouse.cli.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.pipeline.DetectionPolicy;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FitBudgetTest {
  private final FitBudget fitBudget = new FitBudget(Samples.POLICY, Load::ofFindings);

  @Test
  void cutsTheNoisiestAndLeavesTheQuietAlone() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      findings.add(of("noisy-" + i, "off-hours", Severity.MEDIUM, 1L << (10 + i)));
    }
    findings.add(of("quiet", "new-place", Severity.MEDIUM, 4));
    Tuned tuned = fitBudget.fit(findings, 4, 0);
    assertThat(tuned.policies().keySet()).containsExactly("off-hours");
    assertThat(tuned.policies().get("off-hours").mediumFromBits()).isEqualTo(16);
    assertThat(tuned.loadAfter()).isEqualTo(new Load(4, 0));
    assertThat(fitBudget.fit(findings, 9, 0).policies()).isEmpty();
  }

  /** Cutting one of two equals would be arbitrary. */
  @Test
  void equallyUnlikelyOnesFallTogether() {
    List<Finding> findings =
        List.of(
            of("a", "off-hours", Severity.HIGH, 64),
            of("b", "off-hours", Severity.HIGH, 32),
            of("c", "off-hours", Severity.HIGH, 32));
    assertThat(fitBudget.fit(findings, 9, 2).loadAfter()).isEqualTo(new Load(2, 1));
  }

  @Test
  void whatFallsFromHighCountsAsMedium() {
    List<Finding> findings =
        List.of(of("a", "off-hours", Severity.HIGH, 64), of("b", "off-hours", Severity.HIGH, 128));
    assertThat(fitBudget.fit(findings, 1, 0).loadAfter()).isEqualTo(new Load(1, 0));
    assertThat(fitBudget.fit(findings, 2, 0).loadAfter()).isEqualTo(new Load(2, 0));
  }

  /** Acts are never cut, and what thresholds cannot reach is said. */
  @Test
  void actsAreListedInsteadOfCut() {
    List<Finding> findings =
        List.of(
            of("a", "root-used", Severity.HIGH, 0),
            of("b", "root-used", Severity.HIGH, 2),
            of("c", "off-hours", Severity.HIGH, 0),
            of("d", "off-hours", Severity.HIGH, 64));
    Tuned tuned = fitBudget.fit(findings, 9, 1);
    assertThat(tuned.loadAfter()).isEqualTo(new Load(1, 3));
    TuneBudget budget = new TuneBudget("findings", 1, 9, 1);
    assertThat(budget.holds(tuned.loadAfter())).isFalse();
    assertThat(budget.lines(tuned)).last().asString().contains("root-used 2, off-hours 1.");
  }

  /** The budget holds wherever it can, and one finding more a detection would break it. */
  @Property(seed = "20261130")
  void raisesNoFurtherThanNeeded(
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 50) Integer> bits,
      @ForAll @IntRange(min = 0, max = 30) int most) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < bits.size(); i++) {
      String detector = i % 3 == 0 ? "new-place" : "off-hours";
      findings.add(of("f" + i, detector, Severity.MEDIUM, 1L << bits.get(i)));
    }
    Tuned tuned = fitBudget.fit(findings, most, 0);
    assertThat(tuned.loadAfter().medium()).isLessThanOrEqualTo(most);
    List<Finding> again =
        findings.stream()
            .map(f -> tuned.policies().getOrDefault(f.detector(), DetectionPolicy.USUAL).apply(f))
            .toList();
    assertThat(Load.ofFindings(again)).isEqualTo(tuned.loadAfter());
    assertThat(fitBudget.fit(findings, most, 0)).isEqualTo(tuned);
    if (bits.size() <= most) {
      assertThat(tuned.policies()).isEmpty();
    }
  }

  private static Finding of(String id, String detector, Severity severity, long oneIn) {
    double bits = oneIn == 0 ? Double.NaN : Math.log(oneIn) / Math.log(2);
    return Samples.finding(id, detector, severity, bits, Samples.BEGIN);
  }
}
