package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.KeyLog;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.StageTypes;
import dev.gatehouse.core.stage.Turn;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Wires stages to a Flink job, as {@link dev.gatehouse.core.stage.Runner} wires them in one
 * process.
 *
 * <p>Use: turn a source into {@link #input}s under {@link #watermarks}, and lead it through stages:
 *
 * <pre>{@code
 * StagePipeline pipeline = new StagePipeline(200_000);
 * Staged<Act, Streak> streaks = pipeline.stage("streaks", Streaks::new, Feed.of(acts));
 * Staged<Streak, Total> totals = pipeline.stage("totals", Totals::new, streaks.to(s -> s));
 * totals.settled().sinkTo(sink);
 * }</pre>
 */
public final class StagePipeline {
  private final long heapMax;

  /**
   * @param heapMax bound on keys and live inputs that one parallel instance of a stage keeps on the
   *     heap beside the state
   */
  public StagePipeline(long heapMax) {
    if (heapMax < 1) {
      throw new IllegalArgumentException("A stage needs room on the heap for one key.");
    }
    this.heapMax = heapMax;
  }

  /** One input from outside; offered again under the same id and time it changes nothing. */
  public static <I> Change<I> input(Instant time, String id, I value) {
    return new Change<>(id, "", time, time, value, false);
  }

  /** The watermark strategy of inputs from outside that are accepted up to {@code lateness}. */
  public static <I> WatermarkStrategy<Change<I>> watermarks(Duration lateness) {
    return WatermarkStrategy.<Change<I>>forBoundedOutOfOrderness(lateness)
        .withTimestampAssigner((input, before) -> Hours.millis(input.time()));
  }

  /**
   * Leads {@code feed} through a stage.
   *
   * @param name unique in the job, and the same over releases, since state is found by it
   */
  public <I, O> Staged<I, O> stage(String name, StageFactory<I, O> factory, Feed<I> feed) {
    return operator(wiring(name, factory), feed);
  }

  /**
   * Leads {@code feed} through a stage that feeds itself: a first copy for what comes from outside,
   * and one more for each hop. The outputs of all copies come out.
   *
   * <p>A later copy folds what is asked of it and what it must know; only the former is answered
   * there. So an answer must not change the memory that other answers are made from, and outputs
   * must have ids that no two keys share.
   *
   * @param hopsMax how often {@code unfinished} may send an output back; sending it further is an
   *     error
   * @param known whether an input must be known to a copy and is not itself answered; those from
   *     outside are to every copy
   * @param unfinished the input that an output becomes once more; null if it is finished
   * @param brief whether an input from outside enters only as many copies before the end as it may
   *     come round, {@code briefHopsMax}
   */
  public <I, O> Staged<I, O> unrolled(
      String name,
      StageFactory<I, O> factory,
      Feed<I> feed,
      int hopsMax,
      FilterFunction<I> known,
      Turn<O, I> unfinished,
      FilterFunction<I> brief,
      int briefHopsMax) {
    if (!factory.get().openFor().isZero()) {
      throw new IllegalArgumentException(
          "Outputs of `" + name + "` stay open, so it cannot feed itself.");
    }
    if (briefHopsMax > hopsMax) {
      throw new IllegalArgumentException(
          "What comes round " + briefHopsMax + " times needs more copies than " + hopsMax + ".");
    }
    Wiring<I, O> wiring = wiring(name, factory);
    int entry = hopsMax - briefHopsMax;
    FilterFunction<I> early = input -> entry == 0 || !brief.filter(input);
    Staged<I, O> first = operator(wiring, feed.only(early));
    Wiring<Hop<I>, O> hops = wiring(name, () -> new HopStage<>(factory.get()));
    Feed<Hop<I>> knowing = feed.only(known).hops(wiring.inputs(), false);
    Feed<Hop<I>> entering = feed.only(brief).hops(wiring.inputs(), true);
    Turn<O, Hop<I>> asking =
        output -> {
          I asked = unfinished.apply(output);
          return asked == null ? null : new Hop<>(asked, true);
        };
    DataStream<Change<O>> changes = first.changes();
    DataStream<Change<O>> settled = first.settled();
    DataStream<Change<O>> last = changes;
    Feed<Hop<I>> asked = first.to(asking);
    for (int hop = 1; hop <= hopsMax; hop++) {
      Feed<Hop<I>> inputs = hop == entry ? knowing.and(asked).and(entering) : knowing.and(asked);
      Staged<Hop<I>, O> copy = operator(hops.at(hop), inputs);
      last =
          hop < hopsMax
              ? copy.changes()
              : finished(copy.changes(), name, known, unfinished, wiring);
      changes = changes.union(last);
      settled = settled.union(copy.settled());
      asked = copy.to(asking);
    }
    return new Staged<>(
        together(changes, wiring), settled, first.late(), Duration.ZERO, feed.behind);
  }

  /**
   * One task for the outputs of all copies: otherwise each task that reads them would have an edge
   * from each copy, and they would cross the network once a reader.
   */
  private static <O> DataStream<Change<O>> together(
      DataStream<Change<O>> copies, Wiring<?, O> wiring) {
    return copies.map(change -> change, wiring.outputs()).name("all " + wiring.name());
  }

  private static <I, O> DataStream<Change<O>> finished(
      DataStream<Change<O>> changes,
      String name,
      FilterFunction<I> known,
      Turn<O, I> unfinished,
      Wiring<I, O> wiring) {
    MapFunction<Change<O>, Change<O>> check =
        change -> {
          I asked = unfinished.apply(change.value());
          if (asked != null && !known.filter(asked)) {
            throw new IllegalStateException(
                "An output of `" + name + "` wants more hops than the job has copies for.");
          }
          return change;
        };
    return changes.map(check, wiring.outputs()).name("finished");
  }

  private static <I, O> Wiring<I, O> wiring(String name, StageFactory<I, O> factory) {
    StageTypes types = StageTypes.of(factory.get());
    return new Wiring<>(
        name,
        0,
        factory,
        CodecTypeInfo.forType(types.input()),
        CodecTypeInfo.forType(types.memory()),
        CodecTypeInfo.forType(types.output()));
  }

  private <I, O> Staged<I, O> operator(Wiring<I, O> wiring, Feed<I> feed) {
    KeyOf<I> key = new KeyOf<>(wiring.factory());
    KeyedStream<Change<I>, String> keyed =
        feed.stream(wiring.inputs(), part -> part.filter(key).name("for " + wiring.operatorName()))
            .keyBy(key, Types.STRING);
    SingleOutputStreamOperator<Change<O>> changes =
        keyed
            .transform(
                wiring.operatorName(),
                wiring.outputs(),
                new StageOperator<>(wiring, feed.behind, heapMax))
            .uid("stage " + wiring.operatorName());
    Stage<I, ?, O> stage = wiring.factory().get();
    return new Staged<>(
        changes,
        changes.getSideOutput(wiring.settled()),
        changes.getSideOutput(wiring.late()),
        stage.openFor(),
        feed.behind.plus(KeyLog.openMinutes(stage)));
  }
}
