package dev.gatehouse.flink;

import dev.gatehouse.core.stage.GenericType;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.StageTypes;
import dev.gatehouse.core.stage.StageWrapper;
import dev.gatehouse.core.stage.Step;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A later copy of a stage that feeds itself: it answers what the copy before asks, and knows what
 * came from outside without answering that a second time.
 */
final class HopStage<I, M, O> implements Stage<Hop<I>, M, O>, StageWrapper {
  private final Stage<I, M, O> stage;

  HopStage(Stage<I, M, O> stage) {
    this.stage = stage;
  }

  @Override
  public Stage<?, ?, ?> wrapped() {
    return stage;
  }

  @Override
  public StageTypes types(StageTypes inner) {
    return new StageTypes(GenericType.of(Hop.class, inner.input()), inner.memory(), inner.output());
  }

  @Override
  public @Nullable String key(Hop<I> in) {
    return stage.key(in.value());
  }

  @Override
  public M start(String key) {
    return stage.start(key);
  }

  @Override
  public int rank(Hop<I> in) {
    return stage.rank(in.value());
  }

  @Override
  public Instant expires(M memory) {
    return stage.expires(memory);
  }

  @Override
  public Duration openFor() {
    return stage.openFor();
  }

  @Override
  public Step<M, O> fold(String key, M memory, Instant time, String id, Hop<I> in) {
    Step<M, O> step = stage.fold(key, memory, time, id, in.value());
    return in.asks() ? step : Step.of(step.memory());
  }
}
