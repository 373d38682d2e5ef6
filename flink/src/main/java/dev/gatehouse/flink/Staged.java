package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.Turn;
import java.time.Duration;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What comes out of a stage. */
public final class Staged<I, O> {
  private final DataStream<Change<O>> changes;
  private final DataStream<Change<O>> settled;
  private final DataStream<Change<I>> late;
  private final Duration openFor;

  /** How much later than the watermark says the stages after this one seal. */
  private final Duration behind;

  Staged(
      DataStream<Change<O>> changes,
      DataStream<Change<O>> settled,
      DataStream<Change<I>> late,
      Duration openFor,
      Duration behind) {
    this.changes = changes;
    this.settled = settled;
    this.late = late;
    this.behind = behind;
    this.openFor = openFor;
  }

  /** Outputs as soon as they hold, and again when they hold no more. */
  public DataStream<Change<O>> changes() {
    return changes;
  }

  /** Outputs that nothing arriving from now on can change. */
  public DataStream<Change<O>> settled() {
    return settled;
  }

  /** Inputs from outside that came later than lateness and were not folded. */
  public DataStream<Change<I>> late() {
    return late;
  }

  /** How much later than the watermark says what comes after this stage seals. */
  Duration behind() {
    return behind;
  }

  /** Outputs as inputs of another stage. */
  public <X> Feed<X> to(Turn<O, X> turn) {
    Duration open = openFor;
    return Feed.made(behind, type -> turned(changes, turn, open, type));
  }

  static <O, X> DataStream<Change<X>> turned(
      DataStream<Change<O>> changes,
      Turn<O, X> turn,
      Duration openFor,
      TypeInformation<Change<X>> type) {
    FlatMapFunction<Change<O>, Change<X>> turning =
        (change, out) -> {
          X input = turn.apply(change.value());
          if (input != null) {
            change.checkOpenFor(openFor);
            out.collect(turned(change, input));
          }
        };
    return changes.flatMap(turning, type).name("turn");
  }

  static <X> Change<X> turned(Change<?> change, X value) {
    return new Change<>(
        change.id(), change.producer(), change.time(), change.closes(), value, change.withdrawn());
  }
}
