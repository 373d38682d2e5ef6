package dev.gatehouse.range.lookalike;

import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.scenario.LookAlike;
import dev.gatehouse.range.scenario.LookAlikeRun;

/** Somebody new begins. */
final class NewJoiner extends LookAlike {
  NewJoiner() {
    super("new-joiner", "A person never seen before signs in and looks around.");
  }

  @Override
  public void begin(LookAlikeRun run) {
    Person person = run.newEngineer("newcomer");
    run.work(person, Client.sdk(person.officeAddress(), person.userAgent()), 4, "joiner");
  }
}
