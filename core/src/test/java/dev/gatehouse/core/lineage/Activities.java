package dev.gatehouse.core.lineage;

import dev.gatehouse.core.baseline.BaselineSetup;
import dev.gatehouse.core.pipeline.DetectionPipeline;
import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.core.pipeline.FindingPolicy;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Activities for tests: events resolved by the real pipeline. */
public final class Activities {
  private Activities() {}

  /** The settled activities of {@code events}, offered in the order given, by event id. */
  public static Map<String, Activity> of(List<TrailEvent> events) {
    Map<String, Activity> settled = new TreeMap<>();
    DetectionPipeline lineageAlone =
        new DetectionPipeline(
            List.of(), BaselineSetup.of(Estate.EMPTY), FindingPolicy.NONE, Instant.MIN);
    try (EmbeddedPipeline pipeline =
        new EmbeddedPipeline(lineageAlone, Duration.ofHours(2), 1, 1_000_000)) {
      pipeline.onSettledActivity(activity -> settled.put(activity.event().id(), activity));
      events.forEach(event -> pipeline.offer(List.of(event)));
      pipeline.finish();
    }
    return settled;
  }
}
