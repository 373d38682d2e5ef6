package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Change;
import java.time.Duration;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What goes into a stage: inputs from outside, outputs of other stages, or both. */
public final class Feed<I> {
  /** How much later than its watermark says nothing in this feed can change any more. */
  final Duration behind;

  private final Function<TypeInformation<Change<I>>, DataStream<Change<I>>> stream;

  Feed(Duration behind, Function<TypeInformation<Change<I>>, DataStream<Change<I>>> stream) {
    this.behind = behind;
    this.stream = stream;
  }

  /** Inputs from outside, made by {@link StagePipeline#input}, with their watermarks. */
  public static <I> Feed<I> of(DataStream<Change<I>> inputs) {
    return new Feed<>(Duration.ZERO, type -> inputs);
  }

  /** This and {@code other} together. */
  public Feed<I> and(Feed<I> other) {
    return new Feed<>(
        behind.compareTo(other.behind) >= 0 ? behind : other.behind,
        type -> stream.apply(type).union(other.stream.apply(type)));
  }

  DataStream<Change<I>> stream(TypeInformation<Change<I>> type) {
    return stream.apply(type);
  }
}
