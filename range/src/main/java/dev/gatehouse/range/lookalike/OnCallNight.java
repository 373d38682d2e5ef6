package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.actor.Actors;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.random.SeededRandom;
import java.time.Duration;

/** A bad night. */
final class OnCallNight implements LookAlike {
  @Override
  public String id() {
    return "on-call-night";
  }

  @Override
  public String summary() {
    return "The person on call is up for hours and enters many accounts.";
  }

  @Override
  public void run(LookAlikeRun run) {
    // From the middle of the day to the small hours of the next.
    for (int i = 0; i < 7; i++) {
      SeededRandom random = run.simulation().random("night", run.id(), String.valueOf(i));
      run.after(
          Duration.ofMinutes(12 * 60 + 25L * i),
          now -> {
            Person person = Actors.onCall(run.simulation(), now);
            Actors.page(run.simulation(), random, person, now, run.label());
          });
    }
  }
}
