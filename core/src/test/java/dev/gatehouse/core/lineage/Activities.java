package dev.gatehouse.core.lineage;

import dev.gatehouse.core.baseline.Baselines;
import dev.gatehouse.core.detect.Analysis;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Activities for tests: events resolved by the real analysis. */
public final class Activities {
  private Activities() {}

  /** The settled activities of {@code events}, offered in the order given, by event id. */
  public static Map<String, Activity> of(List<TrailEvent> events) {
    Map<String, Activity> settled = new TreeMap<>();
    try (Analysis analysis =
        new Analysis(List.of(), Baselines.of(Estate.EMPTY), Duration.ofHours(2), 1, 1_000_000)) {
      analysis.onSettledActivity(activity -> settled.put(activity.event().id(), activity));
      events.forEach(event -> analysis.offer(List.of(event)));
      analysis.finish();
    }
    return settled;
  }
}
