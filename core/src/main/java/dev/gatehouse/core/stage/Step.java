package dev.gatehouse.core.stage;

import java.util.List;

/** The result of one fold: the memory after it and what it put out. */
public record Step<M, O>(M memory, List<Out<O>> outputs) {
  /** Nothing to say, only remembered. */
  public static <M, O> Step<M, O> of(M memory) {
    return new Step<>(memory, List.of());
  }

  /** One output. */
  public static <M, O> Step<M, O> of(M memory, Out<O> output) {
    return new Step<>(memory, List.of(output));
  }
}
