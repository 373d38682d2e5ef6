package dev.gatehouse.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.detect.Nature;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Lineage;
import dev.gatehouse.core.lineage.OriginType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FindingPolicyTest {
  private static final Measure MEASURE = Measure.of("calls", "calls");
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<String, Nature> NATURES =
      Map.of(
          "new-place", Nature.STATISTICAL,
          "off-hours", Nature.STATISTICAL,
          "root-used", Nature.STRUCTURAL,
          "behaviour-composite", Nature.COMPOSITE);
  private static final Instant DAY_14 = BEGIN.plus(Duration.ofDays(14));

  /** The first instant of the fifteenth day counts, the last before it does not. */
  @Test
  void aStatisticalFindingCountsFromItsDayOn() {
    FindingPolicy policy = policy(14, Map.of());
    assertThat(ids(policy, "off-hours", DAY_14.minusNanos(1))).isEmpty();
    assertThat(ids(policy, "off-hours", DAY_14)).containsExactly("one");
  }

  @Property(seed = "20261130")
  void noStatisticalFindingCountsBeforeItsDayAndEveryOtherDoes(
      @ForAll @IntRange(min = 0, max = 30) int days,
      @ForAll @IntRange(min = 0, max = 720) int hour) {
    FindingPolicy policy = policy(days, Map.of());
    Instant raised = BEGIN.plus(Duration.ofHours(hour));
    assertThat(ids(policy, "new-place", raised)).hasSize(hour < days * 24 ? 0 : 1);
    assertThat(ids(policy, "root-used", raised)).hasSize(1);
    assertThat(ids(policy, "behaviour-composite", raised)).hasSize(1);
  }

  @Test
  void anyDetectionCanBeInShadow() {
    FindingPolicy policy = policy(0, Map.of("root-used", DetectionMode.SHADOW));
    assertThat(ids(policy, "root-used", DAY_14)).isEmpty();
    assertThat(ids(policy, "off-hours", DAY_14)).containsExactly("one");
  }

  @Test
  void aThresholdLowersWhatIsNotUnlikelyEnough() {
    DetectionPolicy policy = new DetectionPolicy(DetectionMode.ON, 10, 20);
    assertThat(severity(policy, Severity.HIGH, 20)).isEqualTo(Severity.HIGH);
    assertThat(severity(policy, Severity.HIGH, 16.6)).isEqualTo(Severity.MEDIUM);
    assertThat(severity(policy, Severity.HIGH, 8.9)).isEqualTo(Severity.LOW);
    assertThat(severity(policy, Severity.MEDIUM, 10)).isEqualTo(Severity.MEDIUM);
    assertThat(severity(policy, Severity.MEDIUM, 9.96)).isEqualTo(Severity.LOW);
  }

  /** A fixed limit is no matter of odds: 200 assumptions in 10 minutes stay what they are. */
  @Test
  void aThresholdLeavesAloneWhatTellsNoOdds() {
    assertThat(severity(new DetectionPolicy(DetectionMode.ON, 999, 999), Severity.HIGH, Double.NaN))
        .isEqualTo(Severity.HIGH);
  }

  @Test
  void whatIsLoweredSaysSo() {
    Finding told =
        new DetectionPolicy(DetectionMode.ON, 0, 20)
            .apply(finding("one", "new-place", Severity.HIGH, 3, DAY_14));
    assertThat(told.score()).isEqualTo(50);
    assertThat(told.why())
        .last()
        .satisfies(
            why -> {
              assertThat(why.observed()).isEqualTo(Quantity.text("medium"));
              assertThat(why.expected()).isEqualTo(Quantity.text("high"));
            });
  }

  private static FindingPolicy policy(int statisticalAfterDays, Map<String, DetectionMode> modes) {
    Map<String, DetectionPolicy> detections = new HashMap<>();
    modes.forEach((id, mode) -> detections.put(id, new DetectionPolicy(mode, 0, 0)));
    return new FindingPolicy(detections, NATURES, statisticalAfterDays);
  }

  private static Severity severity(DetectionPolicy policy, Severity severity, double bits) {
    return policy.apply(finding("one", "new-place", severity, bits, DAY_14)).severity();
  }

  private static List<String> ids(FindingPolicy policy, String detector, Instant raised) {
    JudgedFinding judged = policy.judge(finding("one", detector, Severity.HIGH, 3, raised), BEGIN);
    return judged.counts() ? List.of(judged.finding().id()) : List.of();
  }

  /** A finding whose odds are told; without them if {@code bits} is NaN. */
  private static Finding finding(
      String id, String detector, Severity severity, double bits, Instant raised) {
    String user = "arn:aws:iam::123456789012:user/alice";
    return new Finding(
        id,
        detector,
        SignalCategory.PLACE,
        Headline.of("alice did something"),
        severity,
        Confidence.MEDIUM,
        user,
        user,
        "123456789012",
        raised,
        Evidence.NONE.and("event-" + id, raised),
        new Lineage(List.of(), user, OriginType.USER, null, null, null, 0, 1, List.of(), List.of()),
        List.of(Reason.of(MEASURE, Quantity.count(240)).unlikely(bits)),
        List.of());
  }
}
