package dev.gatehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.core.pipeline.DetectionPipeline;
import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.core.pipeline.KeptFindings;
import dev.gatehouse.core.pipeline.PipelineSettings;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The same detections in one process, as the command line runs them. */
final class EmbeddedRun {
  private static final int BATCH = 4096;

  private EmbeddedRun() {}

  static Settled of(
      List<TrailEvent> events, Estate estate, PipelineSettings settings, Instant begin) {
    List<TrailEvent> inOrder =
        events.stream().sorted(Comparator.comparing(TrailEvent::time)).toList();
    List<Detection> detections = settings.detections(estate);
    DetectionPipeline described =
        new DetectionPipeline(
            detections, settings.baselines(estate), settings.policy(detections), begin);
    KeptFindings kept = new KeptFindings();
    Map<String, Case> cases = new TreeMap<>();
    try (EmbeddedPipeline pipeline =
        new EmbeddedPipeline(
            described, Duration.ofSeconds(DetectionRun.LATENESS_SECONDS), 2, 1_000_000)) {
      pipeline.onFinding(kept);
      pipeline.onCase(
          finding -> true,
          state -> {
            if (state.state() == State.SETTLED) {
              cases.put(state.told().id(), state.told());
            }
          });
      for (int from = 0; from < inOrder.size(); from += BATCH) {
        List<TrailEvent> batch = inOrder.subList(from, Math.min(from + BATCH, inOrder.size()));
        pipeline.offer(batch);
        pipeline.reach(batch.get(batch.size() - 1).time());
      }
      pipeline.finish();
      assertThat(pipeline.counts().late()).isZero();
    }
    List<Finding> findings =
        kept.inOrder().stream()
            .filter(state -> state.state() == State.SETTLED)
            .map(FindingState::finding)
            .toList();
    return new Settled(findings, cases);
  }
}
