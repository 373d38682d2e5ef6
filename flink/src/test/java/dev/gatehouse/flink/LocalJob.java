package dev.gatehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.stage.Change;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A job on a cluster inside this JVM: a source that offers a list of arrivals, a fault midway, and
 * what sinks were told. It runs without Flink's generic types.
 */
final class LocalJob {
  private static final Map<String, LocalJob> JOBS = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();
  private List<? extends Change<?>> arrivals = List.of();

  /** Which arrival throws, once; -1 for none. */
  private int faultAt = -1;

  final Configuration configuration = new Configuration();

  /** How many arrivals are offered a second; 0 for no limit. */
  private int aSecond;

  private final Map<String, Object> holds = new ConcurrentHashMap<>();
  private final Map<String, Object> settled = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Object>> last = new ConcurrentHashMap<>();
  private final AtomicInteger faults = new AtomicInteger();

  /** Counts down with each arrival that is offered. */
  private volatile CountDownLatch offered = new CountDownLatch(0);

  LocalJob(String backend) {
    JOBS.put(id, this);
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(2));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
  }

  /**
   * Makes checkpoints all the time, and watermarks seldom: most barriers then meet inputs that have
   * not been folded.
   */
  LocalJob checkpointing(int arrivalsASecond) {
    aSecond = arrivalsASecond;
    configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(200));
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(10));
    return this;
  }

  LocalJob failingAt(int arrival) {
    faultAt = arrival;
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    return this;
  }

  /** Goes on where {@code before} was stopped, with what its sinks had been told. */
  LocalJob from(String savepoint, LocalJob before) {
    configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    holds.putAll(before.holds);
    settled.putAll(before.settled);
    return this;
  }

  StreamExecutionEnvironment environment(int parallelism) {
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
  }

  /** The arrivals as a source; {@code type} tells what they hold. */
  <I> DataStream<Change<I>> offer(
      StreamExecutionEnvironment environment,
      List<Change<I>> all,
      CodecTypeInfo<Change<I>> type,
      WatermarkStrategy<Change<I>> watermarks) {
    arrivals = all;
    offered = new CountDownLatch(all.size() / 3);
    String job = id;
    DataGeneratorSource<Change<I>> source =
        new DataGeneratorSource<>(
            index -> arrival(job, index.intValue()),
            all.size(),
            aSecond > 0 ? RateLimiterStrategy.perSecond(aSecond) : RateLimiterStrategy.noOp(),
            type);
    return environment
        .fromSource(source, watermarks, "arrivals", type)
        .uid("arrivals")
        .setParallelism(1);
  }

  @SuppressWarnings("unchecked")
  private static <I> Change<I> arrival(String job, int index) {
    LocalJob here = JOBS.get(job);
    if (index == here.faultAt && here.faults.getAndIncrement() == 0) {
      throw new IllegalStateException("A fault on purpose.");
    }
    here.offered.countDown();
    return (Change<I>) here.arrivals.get(index);
  }

  /** Keeps what {@code staged} tells, as {@link #holds} and {@link #settled}. */
  void keep(String kind, Staged<?, ?> staged) {
    String job = id;
    each(staged.changes(), change -> JOBS.get(job).change(kind, change));
    keepSettled(kind, staged.settled());
  }

  /** Keeps {@code changes} as {@link #settled}. */
  <O> void keepSettled(String kind, DataStream<Change<O>> changes) {
    String job = id;
    each(changes, change -> JOBS.get(job).settle(kind, change));
  }

  /** Keeps the last of {@code values} by organization and name, as {@link #last}. */
  <V> void keepLast(DataStream<Belonging<V>> values, Name<V> name) {
    String job = id;
    values
        .map(
            value -> {
              JOBS.get(job)
                  .last
                  .computeIfAbsent(value.organization(), each -> new ConcurrentHashMap<>())
                  .put(name.of(value.value()), value.value());
              return true;
            },
            Types.BOOLEAN)
        .sinkTo(new DiscardingSink<>());
  }

  /** What a value is told from others by. */
  interface Name<V> extends java.io.Serializable {
    String of(V value);
  }

  private interface Told extends java.io.Serializable {
    void accept(Change<?> change);
  }

  private static <O> void each(DataStream<Change<O>> changes, Told told) {
    changes
        .map(
            change -> {
              told.accept(change);
              return true;
            },
            Types.BOOLEAN)
        .sinkTo(new DiscardingSink<>());
  }

  private void change(String kind, Change<?> change) {
    if (change.withdrawn()) {
      Object before = holds.remove(name(kind, change));
      if (faultAt < 0) {
        assertThat(before).isEqualTo(change.value());
      }
    } else {
      Object before = holds.put(name(kind, change), change.value());
      if (faultAt < 0) {
        assertThat(before).isNull();
      }
    }
  }

  /** Told again after a fault, it must be the same: a settled output never changes. */
  private void settle(String kind, Change<?> change) {
    Object before = settled.put(name(kind, change), change.value());
    if (before != null) {
      assertThat(before).isEqualTo(change.value());
    }
  }

  static String name(String kind, Change<?> change) {
    return kind + " " + change.producer().replaceAll(" #\\d+$", "") + " " + change.id();
  }

  /** Waits until a third of the arrivals has been offered. */
  void awaitAThird() throws InterruptedException {
    assertThat(offered.await(60, TimeUnit.SECONDS)).isTrue();
  }

  Map<String, Object> holds() {
    return new TreeMap<>(holds);
  }

  Map<String, Object> settled() {
    return new TreeMap<>(settled);
  }

  /** The last of the values by organization, then name. */
  Map<String, Map<String, Object>> last() {
    return last;
  }

  int faults() {
    return faults.get();
  }
}
