package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Changes that stay: the first two days are news and labelled, then they are how things are. */
final class Shifting {
  private Shifting() {}

  static void forGood(Occasion occasion, String actor, UnaryOperator<Client> change) {
    Instant from = occasion.begin();
    Instant settled = from.plus(Duration.ofDays(2));
    World world = occasion.world();
    world.shift(actor, new World.Shift(from, settled, change, occasion.label()));
    world.shift(actor, new World.Shift(settled, world.agenda().end(), change, null));
  }
}
