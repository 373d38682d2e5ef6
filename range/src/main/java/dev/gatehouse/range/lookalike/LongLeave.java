package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.actor.Actors;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Place;
import dev.gatehouse.range.random.SeededRandom;
import java.time.Duration;
import java.time.Instant;

/** Somebody comes back. */
final class LongLeave implements LookAlike {
  @Override
  public String id() {
    return "long-leave";
  }

  @Override
  public String summary() {
    return "A person returns after weeks without a call.";
  }

  @Override
  public void run(LookAlikeRun run) {
    Person person = person(run, "returner");
    Client client = Client.sdk(person.homeAddress(), person.userAgent());
    Instant start = run.simulation().schedule().start();
    for (int day = 0; day < 5; day++) {
      SeededRandom random = run.simulation().random("before", run.id(), String.valueOf(day));
      run.simulation()
          .schedule()
          .at(
              start.plus(Duration.ofHours(10 + 24L * day)),
              now -> Actors.bout(run.simulation(), person, random, client, now, null));
    }
    for (int day = 0; day < 3; day++) {
      SeededRandom random = run.simulation().random("after", run.id(), String.valueOf(day));
      run.after(
          Duration.ofHours(24L * day),
          now -> Actors.bout(run.simulation(), person, random, client, now, run.label()));
    }
  }

  private static Person person(LookAlikeRun run, String name) {
    Person like = run.org().people(Person.Job.ENGINEER).get(0);
    return new Person(
        name + run.number() + "@example.com",
        name,
        run.random().uuid(),
        Person.Job.ENGINEER,
        like.team(),
        like.unit(),
        like.email(),
        Place.LONDON,
        Place.LONDON.home(700 + run.number()),
        Place.LONDON.office(1),
        false,
        false,
        like.userAgent(),
        like.accounts());
  }
}
