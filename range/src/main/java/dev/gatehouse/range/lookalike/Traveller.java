package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.sim.World;
import java.time.Duration;
import java.time.Instant;

/** Somebody works from abroad. */
final class Traveller implements Resemblance {
  @Override
  public String id() {
    return "traveller";
  }

  @Override
  public String summary() {
    return "A person works from another country for four days, a flight apart from home.";
  }

  @Override
  public void run(Occasion occasion) {
    Person person = occasion.atWork(occasion.org().people(Person.Job.ENGINEER));
    String address = Network.abroad(occasion.random().below(60));
    Instant from = occasion.begin().minus(Duration.ofHours(12));
    occasion
        .world()
        .shift(
            person.email(),
            new World.Shift(
                from,
                from.plus(Duration.ofDays(4)),
                client -> client.at(address),
                occasion.label()));
  }
}
