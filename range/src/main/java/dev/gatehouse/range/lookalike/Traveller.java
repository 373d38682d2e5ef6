package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;

/** Somebody works from abroad. */
final class Traveller implements LookAlike {
  @Override
  public String id() {
    return "traveller";
  }

  @Override
  public String summary() {
    return "A person works from another country for four days, a flight apart from home.";
  }

  @Override
  public void run(LookAlikeRun run) {
    Person person = run.atWork(run.org().people(Person.Job.ENGINEER));
    String address = Network.abroad(run.random().below(60));
    Instant from = run.begin().minus(Duration.ofHours(12));
    run.simulation()
        .shift(
            person.email(),
            new Simulation.Shift(
                from, from.plus(Duration.ofDays(4)), client -> client.at(address), run.label()));
  }
}
