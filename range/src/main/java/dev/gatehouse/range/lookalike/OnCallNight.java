package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.actor.Cast;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.random.SeededRandom;
import java.time.Duration;

/** A bad night. */
final class OnCallNight implements Resemblance {
  @Override
  public String id() {
    return "on-call-night";
  }

  @Override
  public String summary() {
    return "The person on call is up for hours and enters many accounts.";
  }

  @Override
  public void run(Occasion occasion) {
    // From the middle of the day to the small hours of the next.
    for (int i = 0; i < 7; i++) {
      SeededRandom random = occasion.world().random("night", occasion.id(), String.valueOf(i));
      occasion.after(
          Duration.ofMinutes(12 * 60 + 25L * i),
          now -> {
            Person person = Cast.onCall(occasion.world(), now);
            Cast.page(occasion.world(), random, person, now, occasion.label());
          });
    }
  }
}
