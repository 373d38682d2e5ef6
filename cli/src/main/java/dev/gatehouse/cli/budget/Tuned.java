package dev.gatehouse.cli.budget;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.pipeline.DetectionPolicy;
import java.util.List;
import java.util.Map;

/**
 * Thresholds and what they do to a trail's own history.
 *
 * @param policies of every statistical detection that was cut, by its id
 * @param before findings as the detections raise them
 * @param after the same findings as they are told with the thresholds, in the same order
 * @param loadBefore what there was to look at
 * @param loadAfter what is left of it
 */
record Tuned(
    Map<String, DetectionPolicy> policies,
    List<Finding> before,
    List<Finding> after,
    Load loadBefore,
    Load loadAfter) {
  Tuned {
    policies = Map.copyOf(policies);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
