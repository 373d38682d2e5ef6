package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.actor.Cast;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Place;
import dev.gatehouse.range.random.SeededRandom;
import java.time.Duration;
import java.time.Instant;

/** Somebody comes back. */
final class LongLeave implements Resemblance {
  @Override
  public String id() {
    return "long-leave";
  }

  @Override
  public String summary() {
    return "A person returns after weeks without a call.";
  }

  @Override
  public void run(Occasion occasion) {
    Person person = person(occasion, "returner");
    Client client = Client.sdk(person.homeAddress(), person.userAgent());
    Instant start = occasion.world().agenda().start();
    for (int day = 0; day < 5; day++) {
      SeededRandom random = occasion.world().random("before", occasion.id(), String.valueOf(day));
      occasion
          .world()
          .agenda()
          .at(
              start.plus(Duration.ofHours(10 + 24L * day)),
              now -> Cast.bout(occasion.world(), person, random, client, now, null));
    }
    for (int day = 0; day < 3; day++) {
      SeededRandom random = occasion.world().random("after", occasion.id(), String.valueOf(day));
      occasion.after(
          Duration.ofHours(24L * day),
          now -> Cast.bout(occasion.world(), person, random, client, now, occasion.label()));
    }
  }

  private static Person person(Occasion occasion, String name) {
    Person like = occasion.org().people(Person.Job.ENGINEER).get(0);
    return new Person(
        name + occasion.number() + "@example.com",
        name,
        occasion.random().uuid(),
        Person.Job.ENGINEER,
        like.team(),
        like.unit(),
        like.email(),
        Place.LONDON,
        Place.LONDON.home(700 + occasion.number()),
        Place.LONDON.office(1),
        false,
        false,
        like.userAgent(),
        like.accounts());
  }
}
