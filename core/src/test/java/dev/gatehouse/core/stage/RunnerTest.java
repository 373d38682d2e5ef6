package dev.gatehouse.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.stage.Toy.Act;
import dev.gatehouse.core.stage.Toy.Streak;
import dev.gatehouse.core.stage.Toy.Total;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RunnerTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private record Offer(Instant time, String id, Act act) {}

  /** A runner with the toy program and what its sinks were told. */
  private static final class Program implements AutoCloseable {
    final Runner runner;
    final Node<Act, Streak> streaks;
    final Map<String, Object> holds = new TreeMap<>();
    final Map<String, Object> settled = new TreeMap<>();

    Program(int threads, Duration lateness, long liveMax) {
      runner = new Runner(threads, lateness, liveMax);
      streaks = runner.add("streaks", new Toy.Streaks());
      Node<Streak, Total> totals = runner.add("totals", new Toy.Totals());
      streaks.to(totals, streak -> streak.length() == 5 ? null : streak);
      streaks.to(sink("streak"));
      totals.to(sink("total"));
    }

    private <O> Node.Sink<O> sink(String kind) {
      return new Node.Sink<>() {
        @Override
        public void changed(Change<O> change) {
          String name = kind + " " + change.producer() + " " + change.id();
          assertThat(settled).doesNotContainKey(name);
          if (change.withdrawn()) {
            assertThat(holds.remove(name)).isEqualTo(change.value());
          } else {
            assertThat(holds.put(name, change.value())).isNull();
          }
        }

        @Override
        public void settled(Change<O> change) {
          String name = kind + " " + change.producer() + " " + change.id();
          assertThat(holds).containsEntry(name, change.value());
          settled.put(name, change.value());
        }
      };
    }

    void offer(List<Offer> batch) {
      for (Offer offer : batch) {
        runner.offer(streaks, offer.time(), offer.id(), offer.act());
      }
      runner.run();
    }

    @Override
    public void close() {
      runner.close();
    }
  }

  /** The definition, without a runner: sort, fold, and the last output of an id holds. */
  private static Map<String, Object> byDefinition(List<Offer> offers) {
    Map<String, Object> holds = new TreeMap<>();
    Map<String, Out<Streak>> streaks = new TreeMap<>();
    fold(
        new Toy.Streaks(),
        offers.stream().map(o -> new Given<>(o.time(), o.id(), o.act())).toList(),
        streaks);
    List<Given<Streak>> streakInputs = new ArrayList<>();
    streaks.forEach(
        (name, out) -> {
          holds.put("streak streaks/" + name, out.value());
          if (out.value().length() != 5) {
            // The wire id holds the producer, which orders after the id.
            streakInputs.add(new Given<>(out.time(), out.id() + " " + name, out.value()));
          }
        });
    Map<String, Out<Total>> totals = new TreeMap<>();
    fold(new Toy.Totals(), streakInputs, totals);
    totals.forEach((name, out) -> holds.put("total totals/" + name, out.value()));
    return holds;
  }

  private record Given<I>(Instant time, String id, I value) {}

  private static <I, M, O> void fold(
      Stage<I, M, O> stage, List<Given<I>> inputs, Map<String, Out<O>> outputs) {
    Map<String, List<Given<I>>> byKey = new TreeMap<>();
    for (Given<I> given : inputs) {
      String key = stage.key(given.value());
      if (key != null) {
        byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(given);
      }
    }
    byKey.forEach(
        (key, list) -> {
          list.sort(
              Comparator.comparing((Given<I> g) -> g.time())
                  .thenComparing(g -> stage.rank(g.value()))
                  .thenComparing(Given::id));
          M memory = stage.start(key);
          for (Given<I> given : list) {
            M current = given.time().isBefore(stage.expires(memory)) ? memory : stage.start(key);
            Step<M, O> step = stage.fold(key, current, given.time(), given.id(), given.value());
            memory = step.memory();
            step.outputs().forEach(out -> outputs.put(key + " " + out.id(), out));
          }
        });
  }

  private static List<Offer> acts(Random random, int count, int seconds) {
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Act act = new Act("p" + random.nextInt(4), "w" + random.nextInt(3), random.nextInt(12) - 1);
      offers.add(new Offer(START.plusSeconds(random.nextInt(seconds)), "e" + i, act));
    }
    return offers;
  }

  /** Shuffles so that nothing arrives after something newer by more than {@code lateness}. */
  private static List<Offer> shuffle(List<Offer> offers, Random random, Duration lateness) {
    return offers.stream()
        .map(o -> Map.entry(o.time().plusSeconds(random.nextLong(lateness.toSeconds())), o))
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  @Property(tries = 300, seed = "20261130")
  void whatHoldsIsAFunctionOfTheSetOfInputs(@ForAll Random random) throws IOException {
    Duration lateness = Duration.ofMinutes(30 + random.nextInt(90));
    List<Offer> offers = acts(random, 50 + random.nextInt(400), 6 * 3600);
    Map<String, Object> expected = byDefinition(offers);

    List<Offer> arrivals = new ArrayList<>(shuffle(offers, random, lateness));
    for (int i = 0; i < 40; i++) { // some arrive twice; elsewhere a copy would shift what is late
      int at = random.nextInt(arrivals.size());
      arrivals.add(at, arrivals.get(at));
    }
    int threads = 1 + random.nextInt(3);
    Program program = new Program(threads, lateness, 1_000_000);
    int restartAt = random.nextInt(arrivals.size());
    int done = 0;
    while (done < arrivals.size()) {
      int next = Math.min(arrivals.size(), done + 1 + random.nextInt(60));
      program.offer(arrivals.subList(done, next));
      program.runner.reach(program.runner.newest());
      if (done <= restartAt && restartAt < next) {
        program = restarted(program, 1 + random.nextInt(3), lateness);
      }
      done = next;
    }
    program.runner.finish();

    assertThat(program.runner.late()).isZero();
    assertThat(program.holds).isEqualTo(expected);
    assertThat(program.settled).isEqualTo(expected);
    program.close();
  }

  private static Program restarted(Program before, int threads, Duration lateness)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    before.runner.save(bytes);
    before.close();
    Program after = new Program(threads, lateness, 1_000_000);
    after.runner.restore(new ByteArrayInputStream(bytes.toByteArray()));
    after.holds.putAll(before.holds);
    after.settled.putAll(before.settled);
    assertThat(after.runner.sealedTo()).isEqualTo(before.runner.sealedTo());
    return after;
  }

  @Test
  void countsWhatComesTooLateAndDoesNotFoldIt() {
    try (Program program = new Program(1, Duration.ofHours(2), 1000)) {
      program.offer(
          List.of(new Offer(START.plus(Duration.ofHours(5)), "new", new Act("p", "w", 1))));
      program.runner.reach(program.runner.newest());
      assertThat(program.runner.sealedTo()).isEqualTo(START.plus(Duration.ofHours(3)));

      assertThat(
              program.runner.offer(
                  program.streaks,
                  START.plus(Duration.ofMinutes(179)),
                  "old",
                  new Act("p", "w", 1)))
          .isFalse();
      assertThat(
              program.runner.offer(
                  program.streaks,
                  START.plus(Duration.ofMinutes(180)),
                  "just",
                  new Act("p", "w", 1)))
          .isTrue();
      assertThat(program.runner.late()).isEqualTo(1);
    }
  }

  @Test
  void anOutputThatSealingLeftOpenCanStillBeReplacedDownstream() {
    // The streak of 00:50–00:58 is open until 01:03 when sealing reaches 01:00; then an act of
    // 01:01 prolongs it, so that its former length must leave the totals.
    List<Offer> offers = new ArrayList<>();
    for (int minute : new int[] {50, 54, 58}) {
      offers.add(new Offer(START.plusSeconds(minute * 60L), "e" + minute, new Act("p", "w", 2)));
    }
    Offer news = new Offer(START.plus(Duration.ofHours(3)), "news", new Act("q", "w", 2));
    Offer last = new Offer(START.plusSeconds(61 * 60), "e61", new Act("p", "w", 2));
    try (Program program = new Program(1, Duration.ofHours(2), 1000)) {
      program.offer(offers);
      program.offer(List.of(news));
      program.runner.reach(program.runner.newest());
      assertThat(program.runner.sealedTo()).isEqualTo(START.plus(Duration.ofHours(1)));
      program.offer(List.of(last));
      program.runner.finish();

      offers.addAll(List.of(news, last));
      assertThat(program.holds).isEqualTo(byDefinition(offers));
      assertThat(program.settled).isEqualTo(program.holds);
    }
  }

  @Test
  void refusesAnOutputThatClosesLaterThanItsStageSays() {
    try (Runner runner = new Runner(1, Duration.ofHours(2), 1000)) {
      Node<Act, Streak> streaks = runner.add("streaks", new CountedStreaks(new long[1]));
      streaks.to(runner.add("totals", new Toy.Totals()), streak -> streak);
      for (int i = 0; i < 3; i++) {
        runner.offer(streaks, START.plusSeconds(i), "e" + i, new Act("p", "w", 2));
      }
      assertThatThrownBy(runner::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("`streaks/p` closes later");
    }
  }

  @Test
  void refusesAnOpenOutputThatGoesBackToItsOwnStage() {
    try (Runner runner = new Runner(1, Duration.ofHours(2), 1000)) {
      Node<Act, Streak> streaks = runner.add("streaks", new Toy.Streaks());
      streaks.to(streaks, streak -> null);
      assertThatThrownBy(runner::finish)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("go back to `streaks`");
    }
  }

  @Test
  void sealsEarlyAndSaysSoWhenLiveInputsReachTheirBound() {
    try (Program program = new Program(1, Duration.ofHours(2), 100)) {
      List<Offer> offers = acts(new Random(1), 500, 3600);
      program.offer(offers);
      program.runner.reach(START.plus(Duration.ofHours(1)));

      assertThat(program.runner.live()).isLessThanOrEqualTo(100);
      assertThat(program.runner.sealedEarly()).isPositive();
      program.runner.finish();
      assertThat(program.holds).isEqualTo(byDefinition(offers));
    }
  }

  @Test
  void forgetsKeysWhoseMemoryHasExpired() {
    try (Program program = new Program(2, Duration.ofHours(1), 100_000)) {
      List<Offer> offers = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        offers.add(new Offer(START.plusSeconds(i * 60L), "e" + i, new Act("p" + i, "w", 2)));
      }
      program.offer(offers);
      program.runner.reach(program.runner.newest());

      int kept = program.streaks.logs.stream().mapToInt(KeyLogs::size).sum();
      assertThat(kept).isLessThanOrEqualTo(120 + 10);
    }
  }

  @Test
  void refusesASnapshotOfOtherStages() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Program program = new Program(1, Duration.ofHours(1), 100)) {
      program.offer(acts(new Random(2), 20, 600));
      program.runner.save(bytes);
    }
    try (Runner other = new Runner(1, Duration.ofHours(1), 100)) {
      other.add("streaks", new Toy.Totals());
      other.add("totals", new Toy.Totals());
      assertThatThrownBy(() -> other.restore(new ByteArrayInputStream(bytes.toByteArray())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another version");
    }
  }

  @Test
  void aHotKeyInDisorderIsNotQuadratic() {
    // 60,000 inputs of one key, each batch reversed: folds must stay near the number of inputs.
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      offers.add(new Offer(START.plusMillis(i * 100L), "e" + i, new Act("p", "w", 2)));
    }
    long[] folds = new long[1];
    Stage<Act, Toy.Recent, Streak> counted = new CountedStreaks(folds);
    try (Runner runner = new Runner(1, Duration.ofHours(2), 1_000_000)) {
      Node<Act, Streak> node = runner.add("streaks", counted);
      for (int from = 0; from < offers.size(); from += 2000) {
        List<Offer> batch = new ArrayList<>(offers.subList(from, from + 2000));
        Collections.reverse(batch);
        batch.forEach(o -> runner.offer(node, o.time(), o.id(), o.act()));
        runner.run();
      }
    }
    assertThat(folds[0]).isBetween(60_000L, 4 * 60_000L);
  }

  /** {@link Toy.Streaks} that counts its folds. */
  static final class CountedStreaks implements Stage<Act, Toy.Recent, Streak> {
    private final Toy.Streaks streaks = new Toy.Streaks();
    private final long[] folds;

    CountedStreaks(long[] folds) {
      this.folds = folds;
    }

    @Override
    public String key(Act in) {
      return in.who();
    }

    @Override
    public Toy.Recent start(String key) {
      return streaks.start(key);
    }

    @Override
    public Step<Toy.Recent, Streak> fold(
        String key, Toy.Recent memory, Instant time, String id, Act in) {
      folds[0]++;
      return streaks.fold(key, memory, time, id, in);
    }
  }
}
