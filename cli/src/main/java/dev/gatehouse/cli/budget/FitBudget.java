package dev.gatehouse.cli.budget;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.pipeline.DetectionPolicy;
import dev.gatehouse.core.pipeline.FindingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Raises thresholds until findings are within a budget, and no further.
 *
 * <p>Every statistical detection may keep the same number of findings of a severity, its least
 * likely ones; that number is the largest with which the budget holds. So the noisiest are cut
 * first and the quiet ones not at all. High goes first; what falls from it counts as medium. What
 * tells no odds is never touched.
 */
final class FitBudget {
  private final FindingPolicy policy;
  private final Function<List<Finding>, Load> load;

  /** Sets the bits from which on a detection keeps a severity. */
  private interface Threshold {
    DetectionPolicy set(DetectionPolicy policy, double bits);
  }

  /**
   * @param policy tells statistical detections
   * @param load what findings are to look at
   */
  FitBudget(FindingPolicy policy, Function<List<Finding>, Load> load) {
    this.policy = policy;
    this.load = load;
  }

  /**
   * Thresholds for at most so much medium and high.
   *
   * @param findings as the detections raise them
   */
  Tuned fit(List<Finding> findings, double mediumMax, double highMax) {
    Map<String, DetectionPolicy> policies =
        raise(
            findings, Map.of(), FitBudget::isHigh, DetectionPolicy::highFrom, Load::high, highMax);
    policies =
        raise(
            findings,
            policies,
            FitBudget::isMedium,
            DetectionPolicy::mediumFrom,
            Load::medium,
            mediumMax);
    List<Finding> after = told(findings, policies);
    return new Tuned(policies, findings, after, load.apply(findings), load.apply(after));
  }

  private Map<String, DetectionPolicy> raise(
      List<Finding> findings,
      Map<String, DetectionPolicy> so,
      Predicate<Finding> level,
      Threshold threshold,
      ToLongFunction<Load> counted,
      double max) {
    List<Finding> told = told(findings, so);
    if (counted.applyAsLong(load.apply(told)) <= max) {
      return so;
    }
    Map<String, List<Double>> odds = odds(told, level);
    Map<String, DetectionPolicy> least = keeping(0, odds, so, threshold);
    // What cannot be reached is not a reason to cut more than helps.
    double within = Math.max(max, (double) counted.applyAsLong(load.apply(told(findings, least))));
    int fits = 0;
    int over = odds.values().stream().mapToInt(List::size).max().orElse(0) + 1;
    while (over - fits > 1) {
      int middle = (fits + over) >>> 1;
      Map<String, DetectionPolicy> tried = keeping(middle, odds, so, threshold);
      if (counted.applyAsLong(load.apply(told(findings, tried))) <= within) {
        fits = middle;
      } else {
        over = middle;
      }
    }
    return keeping(fits, odds, so, threshold);
  }

  /** Bits of each detection's findings of the level, in tenths, the least likely first. */
  private Map<String, List<Double>> odds(List<Finding> findings, Predicate<Finding> level) {
    Map<String, List<Double>> odds = new TreeMap<>();
    for (Finding finding : findings) {
      if (level.test(finding) && policy.isStatistical(finding.detector())) {
        finding
            .bits()
            .ifPresent(
                bits ->
                    odds.computeIfAbsent(finding.detector(), id -> new ArrayList<>())
                        .add(Math.floor(bits * 10 + 1e-6) / 10));
      }
    }
    odds.values().forEach(list -> list.sort((one, other) -> Double.compare(other, one)));
    return odds;
  }

  private static Map<String, DetectionPolicy> keeping(
      int most,
      Map<String, List<Double>> odds,
      Map<String, DetectionPolicy> so,
      Threshold threshold) {
    Map<String, DetectionPolicy> policies = new TreeMap<>(so);
    odds.forEach(
        (id, bits) -> {
          if (bits.size() > most) {
            DetectionPolicy before = policies.getOrDefault(id, DetectionPolicy.USUAL);
            policies.put(id, threshold.set(before, from(bits, most)));
          }
        });
    return policies;
  }

  /** The threshold that at most so many reach: equally unlikely ones stay or fall together. */
  private static double from(List<Double> bits, int most) {
    int kept = most;
    while (kept > 0 && bits.get(kept - 1).equals(bits.get(kept))) {
      kept--;
    }
    return kept > 0 ? bits.get(kept - 1) : Math.round(bits.get(0) * 10 + 1) / 10.0;
  }

  private static List<Finding> told(List<Finding> findings, Map<String, DetectionPolicy> policies) {
    return findings.stream()
        .map(
            finding ->
                policies.getOrDefault(finding.detector(), DetectionPolicy.USUAL).apply(finding))
        .toList();
  }

  private static boolean isHigh(Finding finding) {
    return finding.severity().compareTo(Severity.HIGH) >= 0;
  }

  private static boolean isMedium(Finding finding) {
    return finding.severity() == Severity.MEDIUM;
  }
}
