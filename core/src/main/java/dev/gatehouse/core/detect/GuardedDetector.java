package dev.gatehouse.core.detect;

import dev.gatehouse.core.baseline.Deviation;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.StageWrapper;
import dev.gatehouse.core.stage.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A detection whose failures stay its own: an input it throws on is passed over and counted, the
 * other detections go on.
 */
public final class GuardedDetector<I, M> implements Stage<I, M, Finding>, StageWrapper {
  private final String id;
  private final Stage<I, M, Finding> detector;
  private final Function<I, Activity> record;
  private final AtomicLong failures = new AtomicLong();
  private volatile @Nullable String firstFailure;

  private GuardedDetector(String id, Stage<I, M, Finding> detector, Function<I, Activity> record) {
    this.id = id;
    this.detector = detector;
    this.record = record;
  }

  /** A detection over activities, guarded. */
  public static <M> GuardedDetector<Activity, M> of(Detector<M> detector) {
    return new GuardedDetector<>(detector.about().id(), detector, activity -> activity);
  }

  /** A detection over deviations, guarded. */
  public static <M> GuardedDetector<Deviation, M> of(BehaviourDetector<M> detector) {
    return new GuardedDetector<>(detector.about().id(), detector, Deviation::activity);
  }

  String id() {
    return id;
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
  public @Nullable String key(I in) {
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
  public int rank(I in) {
    return detector.rank(in);
  }

  @Override
  public Instant expires(M memory) {
    return detector.expires(memory);
  }

  @Override
  public Duration openFor() {
    return detector.openFor();
  }

  @Override
  public Step<M, Finding> fold(String key, M memory, Instant time, String id, I in) {
    try {
      return detector.fold(key, memory, time, id, in);
    } catch (RuntimeException e) {
      failed(in, e);
      return Step.of(memory);
    }
  }

  private void failed(I in, RuntimeException e) {
    if (failures.getAndIncrement() == 0) {
      firstFailure = "Record " + record.apply(in).event().id() + ": " + e;
    }
  }
}
