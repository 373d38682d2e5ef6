package dev.gatehouse.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.lineage.Activities;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.trail.TrailEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every detection promises the runner, tried with the activities of all cases. */
@Tag("once")
class ExpiryTest {
  @Test
  void outputsLieInTheHourOfTheirInputAndCloseLater() throws IOException {
    for (GoldenCase golden : GoldenCase.all()) {
      for (Detector<?> detector : detectors(golden.estate())) {
        fold(detector, activities(golden));
      }
    }
  }

  @Test
  void memoryThatExpiredIsAsGoodAsNone() throws IOException {
    for (GoldenCase golden : GoldenCase.all()) {
      for (Detector<?> detector : detectors(Estate.EMPTY)) {
        expire(detector, activities(golden));
      }
    }
  }

  private static List<Activity> activities(GoldenCase golden) throws IOException {
    List<TrailEvent> events = golden.events();
    List<Activity> activities = new ArrayList<>(Activities.of(events).values());
    activities.sort(Comparator.comparing((Activity a) -> a.event().time()));
    return activities;
  }

  private static List<? extends Detector<?>> detectors(Estate estate) {
    return Detections.all(estate).stream()
        .filter(Detector.class::isInstance)
        .map(detection -> (Detector<?>) detection)
        .toList();
  }

  private static <M> void fold(Detector<M> detector, List<Activity> activities) {
    Map<String, M> memories = new HashMap<>();
    for (Activity activity : activities) {
      String key = detector.key(activity);
      if (key != null) {
        Instant time = activity.event().time();
        M memory = memories.computeIfAbsent(key, detector::start);
        Step<M, Finding> step = detector.fold(key, memory, time, activity.event().id(), activity);
        memories.put(key, step.memory());
        for (Out<Finding> out : step.outputs()) {
          assertThat(out.time().truncatedTo(ChronoUnit.HOURS))
              .isEqualTo(time.truncatedTo(ChronoUnit.HOURS));
          assertThat(out.closes()).isAfterOrEqualTo(time);
          assertThat(out.value().raised()).isBeforeOrEqualTo(time);
          assertThat(out.value().evidence()).contains(activity.event().id());
          assertThat(out.id()).isEqualTo(out.value().id());
        }
      }
    }
  }

  /**
   * Folds each activity onto the memory of all before it, as if a month had passed, and onto none.
   */
  private static <M> void expire(Detector<M> detector, List<Activity> activities) {
    Map<String, M> memories = new HashMap<>();
    for (Activity activity : activities) {
      String key = detector.key(activity);
      if (key != null) {
        Instant time = activity.event().time();
        M memory = memories.computeIfAbsent(key, detector::start);
        M after = detector.fold(key, memory, time, activity.event().id(), activity).memory();
        memories.put(key, after);
        Instant expires = detector.expires(after);
        if (expires.isBefore(Instant.MAX.minus(Duration.ofDays(1)))) {
          Instant later = expires.isBefore(time) ? time : expires;
          assertThat(detector.fold(key, after, later, activity.event().id(), activity))
              .as(detector.about().id() + " at " + later)
              .isEqualTo(
                  detector.fold(key, detector.start(key), later, activity.event().id(), activity));
        }
      }
    }
  }
}
