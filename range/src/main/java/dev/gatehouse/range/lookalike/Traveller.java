package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;
import java.time.Duration;

/** Somebody works from abroad. */
final class Traveller extends LookAlike {
  Traveller() {
    super(
        "traveller",
        "A person works from another country for four days, a flight apart from home.");
  }

  @Override
  public void begin(LookAlikeRun run) {
    Person person = run.atWork(run.org().people(Person.Job.ENGINEER));
    String address = Network.abroad(run.random().below(60));
    run.change(
        person.email(), Duration.ofHours(12), Duration.ofDays(4), client -> client.at(address));
  }
}
