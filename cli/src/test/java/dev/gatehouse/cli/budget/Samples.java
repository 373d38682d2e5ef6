package dev.gatehouse.cli.budget;

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
import dev.gatehouse.core.pipeline.FindingPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Findings of two statistical detections and a structural one. */
final class Samples {
  private static final Measure MEASURE = Measure.of("calls", "calls");
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  static final Map<String, Nature> NATURES =
      Map.of(
          "new-place", Nature.STATISTICAL,
          "off-hours", Nature.STATISTICAL,
          "root-used", Nature.STRUCTURAL,
          "behaviour-composite", Nature.COMPOSITE);

  static final FindingPolicy POLICY = new FindingPolicy(Map.of(), NATURES, 0);

  private Samples() {}

  /** A finding whose odds are told; without them if {@code bits} is NaN. */
  static Finding finding(
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
