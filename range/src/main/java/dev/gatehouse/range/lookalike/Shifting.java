package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Changes that stay: the first two days are news and labelled, then they are how things are. */
final class Shifting {
  private Shifting() {}

  static void forGood(LookAlikeRun run, String actor, UnaryOperator<Client> change) {
    Instant from = run.begin();
    Instant settled = from.plus(Duration.ofDays(2));
    Simulation simulation = run.simulation();
    simulation.shift(actor, new Simulation.Shift(from, settled, change, run.label()));
    simulation.shift(
        actor, new Simulation.Shift(settled, simulation.schedule().end(), change, null));
  }
}
