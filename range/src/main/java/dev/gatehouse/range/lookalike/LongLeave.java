package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.actor.Employee;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;
import java.time.Duration;
import java.time.Instant;

/** Somebody comes back. */
final class LongLeave extends LookAlike {
  LongLeave() {
    super("long-leave", "A person returns after weeks without a call.");
  }

  @Override
  public void begin(LookAlikeRun run) {
    Person person = run.newEngineer("returner");
    Client client = Client.sdk(person.homeAddress(), person.userAgent());
    Instant start = run.simulation().schedule().start();
    for (int day = 0; day < 5; day++) {
      SeededRandom random = run.simulation().random("before", run.id(), String.valueOf(day));
      run.simulation()
          .schedule()
          .at(
              start.plus(Duration.ofHours(10 + 24L * day)),
              now ->
                  Employee.workAfresh(
                      run.simulation(),
                      person,
                      run.simulation().caller(random, client, now, null)));
    }
    run.work(person, client, 3, "after");
  }
}
