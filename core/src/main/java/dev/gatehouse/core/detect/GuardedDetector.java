package dev.gatehouse.core.detect;

import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.StageWrapper;
import dev.gatehouse.core.stage.Step;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A detection whose failures stay its own: an input it throws on is passed over and counted, the
 * other detections go on.
 */
final class GuardedDetector<M> implements Stage<Activity, M, Finding>, StageWrapper {
  private final Detector<M> detector;
  private final AtomicLong failures = new AtomicLong();
  private volatile @Nullable String firstFailure;

  GuardedDetector(Detector<M> detector) {
    this.detector = detector;
  }

  String id() {
    return detector.about().id();
  }

  long failures() {
    return failures.get();
  }

  @Nullable String firstFailure() {
    return firstFailure;
  }

  @Override
  public Stage<?, ?, ?> wrapped() {
    return detector;
  }

  @Override
  public @Nullable String key(Activity in) {
    try {
      return detector.key(in);
    } catch (RuntimeException e) {
      failed(in, e);
      return null;
    }
  }

  @Override
  public M start(String key) {
    return detector.start(key);
  }

  @Override
  public int rank(Activity in) {
    return detector.rank(in);
  }

  @Override
  public Instant expires(M memory) {
    return detector.expires(memory);
  }

  @Override
  public Step<M, Finding> fold(String key, M memory, Instant time, String id, Activity in) {
    try {
      return detector.fold(key, memory, time, id, in);
    } catch (RuntimeException e) {
      failed(in, e);
      return Step.of(memory);
    }
  }

  private void failed(Activity in, RuntimeException e) {
    if (failures.getAndIncrement() == 0) {
      firstFailure = "Record " + in.event().id() + ": " + e;
    }
  }
}
