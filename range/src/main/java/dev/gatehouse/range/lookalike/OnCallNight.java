package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.actor.OnCall;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;
import java.time.Duration;

/** A bad night. */
final class OnCallNight extends LookAlike {
  OnCallNight() {
    super("on-call-night", "The person on call is up for hours and enters many accounts.");
  }

  @Override
  public void begin(LookAlikeRun run) {
    // From the middle of the day to the small hours of the next.
    for (int i = 0; i < 7; i++) {
      SeededRandom random = run.simulation().random("night", run.id(), String.valueOf(i));
      run.after(
          Duration.ofMinutes(12 * 60 + 25L * i),
          now -> {
            Person person = OnCall.at(run.simulation(), now);
            OnCall.answer(run.simulation(), random, person, now, run.label());
          });
    }
  }
}
