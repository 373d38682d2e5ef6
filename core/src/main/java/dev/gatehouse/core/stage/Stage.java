package dev.gatehouse.core.stage;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One keyed step: a pure fold over the inputs of a key, in the order of event time.
 *
 * <p>A stage is a plain object. It has no clock, thread, file, network, static state or randomness;
 * the runner owns order. Inputs that come late or are revised make the runner fold again from where
 * they belong, so a stage never sees disorder. The same object runs in {@link Runner} and as a
 * Flink operator.
 *
 * <p>Memory is immutable, small and bounded per key, has a real {@code equals}, and is made of
 * public records of scalars, enums, {@link Instant}, {@code byte[]}, {@code int[]}, nested such
 * records, and lists, sets and maps of these.
 *
 * @param <I> input
 * @param <M> memory of one key
 * @param <O> value of an output
 */
public interface Stage<I, M, O> {
  /** The key whose memory this input is folded into; null if the input is not for this stage. */
  @Nullable String key(I in);

  /** Memory of a key of which nothing is known. */
  M start(String key);

  /**
   * Order among inputs of one instant: lower first. What issues a thing ranks before what uses it.
   */
  default int rank(I in) {
    return 0;
  }

  /**
   * The moment from which this memory means nothing more than {@link #start}. The runner folds a
   * later input onto {@code start} and is free to forget the key, so memory of idle keys costs
   * nothing; results never depend on when it does.
   */
  default Instant expires(M memory) {
    return Instant.MAX;
  }

  /**
   * How long after its time an output that goes to another stage can still change: the most that
   * {@link Out#closes} lies after {@link Out#time}. The stages after this one seal that much later,
   * so that what is replaced is never part of sealed memory.
   */
  default Duration openFor() {
    return Duration.ZERO;
  }

  /**
   * Folds one input.
   *
   * @param time event time of the input
   * @param id of the input, unique among the inputs of one producer
   */
  Step<M, O> fold(String key, M memory, Instant time, String id, I in);
}
