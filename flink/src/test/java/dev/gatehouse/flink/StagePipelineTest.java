package dev.gatehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.Node;
import dev.gatehouse.core.stage.Runner;
import dev.gatehouse.core.stage.Toy;
import dev.gatehouse.core.stage.Toy.Act;
import dev.gatehouse.core.stage.Toy.Streak;
import dev.gatehouse.core.stage.Toy.Total;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The toy program on Flink settles what it settles in the embedded runner. */
class StagePipelineTest {
  private static final Duration LATENESS = Duration.ofMinutes(100);

  private static Map<String, Object> embedded(List<Change<Act>> arrivals) {
    Map<String, Object> settled = new TreeMap<>();
    try (Runner runner = new Runner(2, LATENESS, 1_000_000)) {
      Node<Act, Streak> streaks = runner.add("streaks", new Toy.Streaks());
      Node<Streak, Total> totals = runner.add("totals", new Toy.Totals());
      streaks.to(totals, StagePipelineTest::toTotals);
      streaks.to(settledInto(settled, "streak"));
      totals.to(settledInto(settled, "total"));
      for (Change<Act> arrival : arrivals) {
        assertThat(runner.offer(streaks, arrival.time(), arrival.id(), arrival.value())).isTrue();
      }
      runner.run();
      runner.finish();
    }
    return settled;
  }

  static <O> Node.Sink<O> settledInto(Map<String, Object> settled, String kind) {
    return new Node.Sink<>() {
      @Override
      public void changed(Change<O> change) {}

      @Override
      public void settled(Change<O> change) {
        settled.put(LocalJob.name(kind, change), change.value());
      }
    };
  }

  private static Streak toTotals(Streak streak) {
    return streak.length() == 5 ? null : streak;
  }

  private static void wire(
      LocalJob job, StreamExecutionEnvironment environment, List<Change<Act>> arrivals, long heap) {
    CodecTypeInfo<Change<Act>> type = CodecTypeInfo.inputs(Toy.Streaks::new);
    wire(
        job,
        Feed.of(job.offer(environment, arrivals, type, StagePipeline.watermarks(LATENESS))),
        heap);
  }

  private static void wire(LocalJob job, Feed<Act> acts, long heap) {
    StagePipeline pipeline = new StagePipeline(heap);
    Staged<Act, Streak> streaks = pipeline.stage("streaks", Toy.Streaks::new, acts);
    Staged<Streak, Total> totals =
        pipeline.stage("totals", Toy.Totals::new, streaks.to(StagePipelineTest::toTotals));
    job.keep("streak", streaks);
    job.keep("total", totals);
  }

  @ParameterizedTest
  @CsvSource({"1,hashmap,100000", "2,hashmap,20", "3,rocksdb,100000", "4,rocksdb,20"})
  void settlesWhatTheRunnerSettles(long seed, String backend, long heap) throws Exception {
    Random random = new Random(seed);
    List<Change<Act>> arrivals =
        Arrivals.shuffled(Arrivals.acts(random, 3000, 24), random, LATENESS);
    LocalJob job = new LocalJob(backend);
    StreamExecutionEnvironment environment = job.environment(2);
    wire(job, environment, arrivals, heap);
    environment.execute();

    Map<String, Object> expected = embedded(arrivals);
    assertThat(expected).hasSizeGreaterThan(200);
    assertThat(job.settled()).isEqualTo(expected);
    assertThat(job.holds()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"5,hashmap,100000", "6,rocksdb,50"})
  void settlesTheSameWhenAFaultThrowsItBackToACheckpoint(long seed, String backend, long heap)
      throws Exception {
    Random random = new Random(seed);
    List<Change<Act>> arrivals =
        Arrivals.shuffled(Arrivals.acts(random, 3000, 24), random, LATENESS);
    LocalJob job = new LocalJob(backend).checkpointing(2000).failingAt(1700);
    StreamExecutionEnvironment environment = job.environment(2);
    wire(job, environment, arrivals, heap);
    environment.execute();

    assertThat(job.faults()).isPositive();
    assertThat(job.settled()).isEqualTo(embedded(arrivals));
  }

  @Test
  void goesOnFromASavepointWithAnotherParallelism(@TempDir Path folder) throws Exception {
    Random random = new Random(7);
    List<Change<Act>> arrivals =
        Arrivals.shuffled(Arrivals.acts(random, 3000, 24), random, LATENESS);
    LocalJob before = new LocalJob("rocksdb").checkpointing(400);
    StreamExecutionEnvironment first = before.environment(2);
    first.setMaxParallelism(8);
    wire(before, first, arrivals, 100_000);
    JobClient client = first.executeAsync();
    before.awaitAThird();
    String savepoint = stop(client, folder);
    Map<String, Object> settledBefore = before.settled();
    LocalJob after = new LocalJob("hashmap").from(savepoint, before);
    StreamExecutionEnvironment second = after.environment(3);
    second.setMaxParallelism(8);
    wire(after, second, arrivals, 100_000);
    second.execute();

    Map<String, Object> expected = embedded(arrivals);
    assertThat(settledBefore).isNotEmpty().hasSizeLessThan(expected.size());
    assertThat(after.settled()).isEqualTo(expected);
    assertThat(after.holds()).isEqualTo(expected);
  }

  /** Stops with a savepoint, once all tasks have come up. */
  private static String stop(JobClient client, Path folder) throws Exception {
    while (true) {
      try {
        return client
            .stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
      } catch (ExecutionException e) {
        assertThat(e).hasMessageContaining("Not all required tasks are currently running");
      }
    }
  }

  @Test
  void putsAsideWhatComesTooLateAsTheRunnerDoes() throws Exception {
    List<Change<Act>> arrivals =
        List.of(
            StagePipeline.input(Arrivals.START.plusSeconds(5 * 3600), "new", new Act("p", "w", 1)),
            StagePipeline.input(
                Arrivals.START.plusSeconds(200 * 60 - 1), "old", new Act("p", "w", 1)),
            StagePipeline.input(Arrivals.START.plusSeconds(180 * 60), "just", new Act("q", "w", 1)),
            StagePipeline.input(
                Arrivals.START.plusSeconds(180 * 60 - 1), "late", new Act("q", "w", 1)),
            StagePipeline.input(Arrivals.START.plusSeconds(60), "later", new Act("p", "w", 1)));
    LocalJob job = new LocalJob("hashmap");
    Staged<Act, Streak> streaks =
        new StagePipeline(100)
            .stage("streaks", Toy.Streaks::new, eachTime(job, job.environment(1), arrivals));

    assertThat(streaks.late().executeAndCollect(10))
        .extracting(Change::id)
        .containsExactly("late", "later");
  }

  @Test
  void replacesDownstreamWhatSealingLeftOpen() throws Exception {
    // When sealing reaches 01:00 the streak of 00:50-00:58 is open until 01:03.
    List<Change<Act>> arrivals = new ArrayList<>();
    for (int minute : new int[] {50, 54, 58, 60 + 100, 61}) {
      Act act = new Act(minute < 100 ? "p" : "q", "w", 2);
      arrivals.add(
          StagePipeline.input(Arrivals.START.plusSeconds(minute * 60L), "e" + minute, act));
    }
    LocalJob job = new LocalJob("hashmap");
    StreamExecutionEnvironment environment = job.environment(1);
    wire(job, eachTime(job, environment, arrivals), 100);
    environment.execute();

    assertThat(job.settled()).isEqualTo(embedded(arrivals));
    assertThat(job.holds()).isEqualTo(job.settled());
  }

  private static Feed<Act> eachTime(
      LocalJob job, StreamExecutionEnvironment environment, List<Change<Act>> arrivals) {
    return Feed.of(
        job.offer(
            environment,
            arrivals,
            CodecTypeInfo.inputs(Toy.Streaks::new),
            WatermarkStrategy.<Change<Act>>forGenerator(context -> new EachTime(LATENESS))
                .withTimestampAssigner((act, before) -> act.time().toEpochMilli())));
  }

  /** A watermark after each input, so that what is late does not depend on the clock. */
  private record EachTime(Duration lateness) implements WatermarkGenerator<Change<Act>> {
    @Override
    public void onEvent(Change<Act> act, long timestamp, WatermarkOutput output) {
      output.emitWatermark(new Watermark(timestamp - lateness.toMillis() - 1));
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
