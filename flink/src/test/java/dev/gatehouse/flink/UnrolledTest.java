package dev.gatehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.Node;
import dev.gatehouse.core.stage.Runner;
import dev.gatehouse.core.stage.Toy;
import dev.gatehouse.core.stage.Toy.Act;
import dev.gatehouse.core.stage.Toy.Streak;
import dev.gatehouse.core.stage.Toy.Total;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** A stage that feeds itself: looped in the embedded runner, unrolled on Flink. */
class UnrolledTest {
  private static final Duration LATENESS = Duration.ofMinutes(100);

  private static List<Change<Walk.Word>> words(Random random) {
    List<Change<Walk.Word>> words = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      Instant time = Arrivals.START.plusSeconds(random.nextInt(12 * 3600));
      int level = random.nextInt(8);
      String thing = "t" + level + "-" + random.nextInt(5);
      words.add(
          StagePipeline.input(
              time,
              "e" + i,
              random.nextInt(4) == 0
                  ? Walk.Word.link(thing, "t" + (level + 1) + "-" + random.nextInt(5))
                  : Walk.Word.ask("e" + i, thing)));
    }
    return words;
  }

  /** Ways that are home, for the second stage. */
  private static Streak home(Walk.Way way) {
    return way.next() != null
        ? null
        : new Streak(way.asked(), way.things().get(0), way.things().size(), 1);
  }

  private static Map<String, Object> embedded(List<Change<Walk.Word>> arrivals) {
    Map<String, Object> settled = new TreeMap<>();
    try (Runner runner = new Runner(2, LATENESS, 1_000_000)) {
      Node<Walk.Word, Walk.Way> walk = runner.add("walk", new Walk());
      Node<Streak, Total> totals = runner.add("totals", new Toy.Totals());
      walk.to(walk, Walk::unfinished);
      walk.to(totals, UnrolledTest::home);
      walk.to(StagePipelineTest.settledInto(settled, "way"));
      totals.to(StagePipelineTest.settledInto(settled, "total"));
      for (Change<Walk.Word> arrival : arrivals) {
        assertThat(runner.offer(walk, arrival.time(), arrival.id(), arrival.value())).isTrue();
      }
      runner.run();
      runner.finish();
    }
    return settled;
  }

  private static LocalJob unrolled(List<Change<Walk.Word>> arrivals, int hopsMax) throws Exception {
    LocalJob job = new LocalJob("hashmap");
    StreamExecutionEnvironment environment = job.environment(2);
    StagePipeline pipeline = new StagePipeline(200);
    Feed<Walk.Word> words =
        Feed.of(
            job.offer(
                environment,
                arrivals,
                CodecTypeInfo.inputs(Walk::new),
                StagePipeline.watermarks(LATENESS)));
    Staged<Walk.Word, Walk.Way> walk =
        pipeline.unrolled(
            "walk",
            Walk::new,
            words,
            hopsMax,
            Walk.Word::isLink,
            Walk::unfinished,
            word -> false,
            0);
    Staged<Streak, Total> totals =
        pipeline.stage("totals", Toy.Totals::new, walk.to(UnrolledTest::home));
    job.keep("way", walk);
    job.keep("total", totals);
    environment.execute();
    return job;
  }

  @Test
  void settlesWhatTheLoopSettles() throws Exception {
    Random random = new Random(11);
    List<Change<Walk.Word>> arrivals = Arrivals.shuffled(words(random), random, LATENESS);

    LocalJob job = unrolled(arrivals, Walk.HOPS_MAX);

    Map<String, Object> expected = embedded(arrivals);
    assertThat(expected.keySet()).anyMatch(name -> name.endsWith("@" + Walk.HOPS_MAX));
    assertThat(job.settled()).isEqualTo(expected);
    assertThat(job.holds()).isEqualTo(expected);
  }

  @Test
  void failsWhenAnOutputWantsMoreHopsThanThereAre() {
    Random random = new Random(11);
    List<Change<Walk.Word>> arrivals = Arrivals.shuffled(words(random), random, LATENESS);

    assertThatThrownBy(() -> unrolled(arrivals, Walk.HOPS_MAX - 1))
        .hasStackTraceContaining("`walk` wants more hops");
  }

  @Test
  void refusesToLetInputsInLaterThanTheyMayComeRound() {
    StreamExecutionEnvironment environment = new LocalJob("hashmap").environment(1);
    Feed<Walk.Word> words =
        Feed.of(
            new LocalJob("hashmap")
                .offer(
                    environment,
                    List.of(),
                    CodecTypeInfo.inputs(Walk::new),
                    StagePipeline.watermarks(LATENESS)));
    assertThatThrownBy(
            () ->
                new StagePipeline(10)
                    .unrolled(
                        "walk",
                        Walk::new,
                        words,
                        3,
                        Walk.Word::isLink,
                        Walk::unfinished,
                        word -> true,
                        4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("What comes round 4 times needs more copies than 3.");
  }

  @Test
  void refusesAStageWhoseOutputsStayOpen() {
    StreamExecutionEnvironment environment = new LocalJob("hashmap").environment(1);
    Feed<Act> acts =
        Feed.of(
            new LocalJob("hashmap")
                .offer(
                    environment,
                    List.of(),
                    CodecTypeInfo.inputs(Toy.Streaks::new),
                    StagePipeline.watermarks(LATENESS)));
    assertThatThrownBy(
            () ->
                new StagePipeline(10)
                    .unrolled(
                        "streaks",
                        Toy.Streaks::new,
                        acts,
                        3,
                        act -> true,
                        streak -> null,
                        act -> false,
                        0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot feed itself");
  }
}
