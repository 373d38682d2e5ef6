package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Change;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What goes into a stage: inputs from outside, outputs of other stages, or both. */
public final class Feed<I> {
  /** How much later than its watermark says nothing in this feed can change any more. */
  final Duration behind;

  private final List<Function<TypeInformation<Change<I>>, DataStream<Change<I>>>> parts;

  private Feed(
      Duration behind, List<Function<TypeInformation<Change<I>>, DataStream<Change<I>>>> parts) {
    this.behind = behind;
    this.parts = parts;
  }

  static <I> Feed<I> made(
      Duration behind, Function<TypeInformation<Change<I>>, DataStream<Change<I>>> stream) {
    return new Feed<>(behind, List.of(stream));
  }

  /** Inputs from outside, made by {@link StagePipeline#input}, with their watermarks. */
  public static <I> Feed<I> of(DataStream<Change<I>> inputs) {
    return made(Duration.ZERO, type -> inputs);
  }

  /** This and {@code other} together. */
  public Feed<I> and(Feed<I> other) {
    return new Feed<>(
        behind.compareTo(other.behind) >= 0 ? behind : other.behind,
        Stream.concat(parts.stream(), other.parts.stream()).toList());
  }

  /** Those inputs that {@code choice} lets pass. */
  Feed<I> only(FilterFunction<I> choice) {
    return new Feed<>(
        behind,
        parts.stream()
            .<Function<TypeInformation<Change<I>>, DataStream<Change<I>>>>map(
                part ->
                    type ->
                        part.apply(type)
                            .filter(change -> choice.filter(change.value()))
                            .name("only"))
            .toList());
  }

  /** The same as inputs of a later copy. */
  Feed<Hop<I>> hops(TypeInformation<Change<I>> inputs, boolean asks) {
    return new Feed<>(
        behind,
        parts.stream()
            .<Function<TypeInformation<Change<Hop<I>>>, DataStream<Change<Hop<I>>>>>map(
                part ->
                    type ->
                        part.apply(inputs)
                            .map(
                                change -> Staged.turned(change, new Hop<>(change.value(), asks)),
                                type))
            .toList());
  }

  /**
   * All parts, each led through {@code step} before they meet: a step that follows one part alone
   * needs no task of its own.
   */
  DataStream<Change<I>> stream(
      TypeInformation<Change<I>> type, UnaryOperator<DataStream<Change<I>>> step) {
    return parts.stream()
        .map(part -> step.apply(part.apply(type)))
        .reduce((one, other) -> one.union(other))
        .orElseThrow();
  }
}
