package dev.gatehouse.core.pipeline;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.detect.BehaviourDetector;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.StageTypes;
import dev.gatehouse.core.stage.StageWrapper;
import dev.gatehouse.core.stage.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A detection in the pipeline. Its failures stay its own: an input it throws on is passed over and
 * counted, the other detections go on. Its findings come out as the policy tells them.
 *
 * @param <I> what it looks at
 * @param <M> memory of one key
 */
public final class RunDetection<I, M> implements Stage<I, M, JudgedFinding>, StageWrapper {
  private final Stage<I, M, Finding> detector;
  private final Function<I, Activity> record;
  private final FindingPolicy policy;
  private final Instant begin;
  private final AtomicLong failures = new AtomicLong();
  private volatile @Nullable String firstFailure;

  private RunDetection(
      Stage<I, M, Finding> detector,
      Function<I, Activity> record,
      FindingPolicy policy,
      Instant begin) {
    this.detector = detector;
    this.record = record;
    this.policy = policy;
    this.begin = begin;
  }

  /** A detection over activities; its trail begins at {@code begin}. */
  static <M> RunDetection<Activity, M> of(
      Detector<M> detector, FindingPolicy policy, Instant begin) {
    return new RunDetection<>(detector, activity -> activity, policy, begin);
  }

  /** A detection over anomalies; its trail begins at {@code begin}. */
  static <M> RunDetection<Anomaly, M> of(
      BehaviourDetector<M> detector, FindingPolicy policy, Instant begin) {
    return new RunDetection<>(detector, Anomaly::activity, policy, begin);
  }

  /** How many records it threw on, and the first of them; null if it did on none. */
  @Nullable String failure() {
    String first = firstFailure;
    return first == null ? null : failures.get() + " records failed; the first: " + first;
  }

  @Override
  public Stage<?, ?, ?> wrapped() {
    return detector;
  }

  @Override
  public StageTypes types(StageTypes inner) {
    return new StageTypes(inner.input(), inner.memory(), JudgedFinding.class);
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
  public Step<M, JudgedFinding> fold(String key, M memory, Instant time, String id, I in) {
    try {
      Step<M, Finding> step = detector.fold(key, memory, time, id, in);
      return step.outputs().isEmpty()
          ? Step.of(step.memory())
          : new Step<>(step.memory(), judged(step.outputs()));
    } catch (RuntimeException e) {
      failed(in, e);
      return Step.of(memory);
    }
  }

  private List<Out<JudgedFinding>> judged(List<Out<Finding>> outputs) {
    return outputs.stream()
        .map(out -> new Out<>(out.id(), out.time(), out.closes(), policy.judge(out.value(), begin)))
        .toList();
  }

  private void failed(I in, RuntimeException e) {
    if (failures.getAndIncrement() == 0) {
      firstFailure = "Record " + record.apply(in).event().id() + ": " + e;
    }
  }
}
