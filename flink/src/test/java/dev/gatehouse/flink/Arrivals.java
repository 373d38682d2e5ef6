package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.Toy.Act;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Inputs of the toy program in disorder. */
final class Arrivals {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private Arrivals() {}

  static List<Change<Act>> acts(Random random, int count, int hours) {
    List<Change<Act>> acts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Act act = new Act("p" + random.nextInt(9), "w" + random.nextInt(3), random.nextInt(12) - 1);
      Instant time = START.plusSeconds(random.nextInt(hours * 3600));
      acts.add(StagePipeline.input(time, "e" + i, act));
    }
    return acts;
  }

  /** Nothing arrives after something newer by more than {@code lateness}; some arrive twice. */
  static <I> List<Change<I>> shuffled(List<Change<I>> all, Random random, Duration lateness) {
    List<Change<I>> arrivals =
        new ArrayList<>(
            all.stream()
                .map(o -> Map.entry(o.time().plusSeconds(random.nextLong(lateness.toSeconds())), o))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList());
    for (int i = 0; i < all.size() / 10; i++) {
      int at = random.nextInt(arrivals.size());
      arrivals.add(Math.min(arrivals.size(), at + random.nextInt(5)), arrivals.get(at));
    }
    return arrivals;
  }
}
