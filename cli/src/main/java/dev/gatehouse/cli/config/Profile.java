package dev.gatehouse.cli.config;

import dev.gatehouse.core.detect.Nature;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which findings count, and as what: applied to what the detections raise, so that it changes
 * nothing of what they learn.
 *
 * @param handling of single detections by their id; {@link Handling#USUAL} for others
 * @param natures of the detections by their id
 * @param statisticalAfterDays days from the beginning of the trail before a statistical finding
 *     counts
 */
public record Profile(
    Map<String, Handling> handling, Map<String, Nature> natures, int statisticalAfterDays) {
  public Profile {
    handling = Map.copyOf(handling);
    natures = Map.copyOf(natures);
  }

  /**
   * Findings told apart, in the order in which they came.
   *
   * @param counted those that count
   * @param shadow those that would have been said
   */
  public record Sorted(List<FindingState> counted, List<FindingState> shadow) {}

  /** From when on statistical findings count, for a trail that begins at {@code begin}. */
  public Instant statisticalFrom(Instant begin) {
    // A trail without events begins nowhere.
    return begin.equals(Instant.MAX) ? begin : begin.plus(Duration.ofDays(statisticalAfterDays));
  }

  /** Sorts findings of a trail that begins at {@code begin}. */
  public Sorted sort(List<FindingState> findings, Instant begin) {
    Instant from = statisticalFrom(begin);
    List<FindingState> counted = new ArrayList<>();
    List<FindingState> shadow = new ArrayList<>();
    for (FindingState state : findings) {
      Finding finding = state.finding();
      Handling rule = of(finding.detector());
      boolean early = isStatistical(finding.detector()) && finding.raised().isBefore(from);
      (early || rule.mode() == Mode.SHADOW ? shadow : counted)
          .add(new FindingState(rule.of(finding), state.revision(), state.state()));
    }
    return new Sorted(List.copyOf(counted), List.copyOf(shadow));
  }

  /** What is done with the findings of a detection. */
  public Handling of(String detector) {
    return handling.getOrDefault(detector, Handling.USUAL);
  }

  /** Whether thresholds and staging concern the detection. */
  public boolean isStatistical(String detector) {
    return natures.get(detector) == Nature.STATISTICAL;
  }
}
