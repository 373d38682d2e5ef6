package dev.gatehouse.core.pipeline;

import dev.gatehouse.core.baseline.BaselineSetup;
import dev.gatehouse.core.baseline.hour.Incident;
import dev.gatehouse.core.baseline.state.Baseline;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.detect.Nature;
import dev.gatehouse.core.rules.Detections;
import dev.gatehouse.estate.Estate;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the settings say of the pipeline; it can travel to where one runs.
 *
 * @param policies what becomes of the findings of single detections, by their id
 * @param detections settings of single detections that differ from their defaults, by id and name
 * @param statisticalAfterDays days of a trail before statistical findings count
 * @param incidents stretches of time that are judged and not learned from
 */
public record PipelineSettings(
    Map<String, DetectionPolicy> policies,
    Map<String, Map<String, Object>> detections,
    int statisticalAfterDays,
    List<Incident> incidents)
    implements Serializable {
  /** Everything as it is by default. */
  public static final PipelineSettings DEFAULT =
      new PipelineSettings(Map.of(), Map.of(), 0, List.of());

  public PipelineSettings {
    policies = Map.copyOf(policies);
    detections = Map.copyOf(detections);
    incidents = List.copyOf(incidents);
  }

  /**
   * The detections that are not switched off, in the order of their ids.
   *
   * @throws IllegalArgumentException with one sentence if their settings are wrong
   */
  public List<Detection> detections(Estate estate) {
    return Detections.all(estate, id -> detections.getOrDefault(id, Map.of())).stream()
        .filter(detection -> mode(detection) != DetectionMode.OFF)
        .toList();
  }

  private DetectionMode mode(Detection detection) {
    return policies.getOrDefault(detection.about().id(), DetectionPolicy.USUAL).mode();
  }

  /** Which findings of these detections count, and as what. */
  public FindingPolicy policy(List<? extends Detection> running) {
    Map<String, Nature> natures = new HashMap<>();
    running.forEach(detection -> natures.put(detection.about().id(), detection.nature()));
    return new FindingPolicy(policies, natures, statisticalAfterDays);
  }

  /** What baselines are kept by, with nothing learned yet. */
  public BaselineSetup baselines(Estate estate) {
    return new BaselineSetup(estate, incidents, subject -> Baseline.NONE);
  }
}
