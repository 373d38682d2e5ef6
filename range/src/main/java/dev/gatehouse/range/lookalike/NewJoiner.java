package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.actor.Cast;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Place;
import dev.gatehouse.range.random.SeededRandom;
import java.time.Duration;

/** Somebody new begins. */
final class NewJoiner implements Resemblance {
  @Override
  public String id() {
    return "new-joiner";
  }

  @Override
  public String summary() {
    return "A person never seen before signs in and looks around.";
  }

  @Override
  public void run(Occasion occasion) {
    Person person = person(occasion, "newcomer");
    Client client = Client.sdk(person.officeAddress(), person.userAgent());
    for (int day = 0; day < 4; day++) {
      SeededRandom random = occasion.world().random("joiner", occasion.id(), String.valueOf(day));
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
