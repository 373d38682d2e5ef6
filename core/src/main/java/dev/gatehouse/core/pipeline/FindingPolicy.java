package dev.gatehouse.core.pipeline;

import dev.gatehouse.core.detect.Nature;
import dev.gatehouse.core.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Which findings count, and as what: applied to what the detections raise, so that it changes
 * nothing of what they learn.
 *
 * @param detections what becomes of single detections' findings, by their id; {@link
 *     DetectionPolicy#USUAL} for others
 * @param natures of the detections by their id
 * @param statisticalAfterDays days from the beginning of the trail before a statistical finding
 *     counts
 */
public record FindingPolicy(
    Map<String, DetectionPolicy> detections,
    Map<String, Nature> natures,
    int statisticalAfterDays) {
  /** Every finding counts as it was raised. */
  public static final FindingPolicy NONE = new FindingPolicy(Map.of(), Map.of(), 0);

  public FindingPolicy {
    detections = Map.copyOf(detections);
    natures = Map.copyOf(natures);
  }

  /** From when on statistical findings count, for a trail that begins at {@code begin}. */
  public Instant statisticalFrom(Instant begin) {
    // A trail without events begins nowhere.
    return begin.equals(Instant.MAX) ? begin : begin.plus(Duration.ofDays(statisticalAfterDays));
  }

  /** The finding as it is told, for a trail that begins at {@code begin}. */
  public JudgedFinding judge(Finding finding, Instant begin) {
    return new JudgedFinding(of(finding.detector()).apply(finding), counts(finding, begin));
  }

  /** Whether the finding counts, for a trail that begins at {@code begin}. */
  public boolean counts(Finding finding, Instant begin) {
    boolean isEarly =
        isStatistical(finding.detector()) && finding.raised().isBefore(statisticalFrom(begin));
    return !isEarly && of(finding.detector()).mode() != DetectionMode.SHADOW;
  }

  /** What becomes of the findings of a detection. */
  public DetectionPolicy of(String detector) {
    return detections.getOrDefault(detector, DetectionPolicy.USUAL);
  }

  /** Whether thresholds and staging concern the detection. */
  public boolean isStatistical(String detector) {
    return natures.get(detector) == Nature.STATISTICAL;
  }
}
