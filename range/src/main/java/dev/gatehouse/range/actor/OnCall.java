package dev.gatehouse.range.actor;

import static dev.gatehouse.trail.JsonOut.object;

import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rota: platform engineers take turns of a week, and a page gets one of them up at night. */
final class OnCall implements Actor {
  @Override
  public void begin(Simulation simulation) {
    simulation
        .schedule()
        .every(simulation.schedule().start(), Duration.ofDays(7), now -> week(simulation, now));
  }

  private static void week(Simulation simulation, Instant now) {
    Person person = onCall(simulation, now);
    simulation
        .log()
        .shifts()
        .add(
            object(
                "schedule", "platform",
                "user", person.email(),
                "start", now.toString(),
                "end", now.plus(Duration.ofDays(7)).toString()));
    SeededRandom random = simulation.random("oncall", now.toString());
    int pages = random.poisson(1.2);
    for (int i = 0; i < pages; i++) {
      Instant time = now.plus(random.between(Duration.ZERO, Duration.ofDays(7)));
      SeededRandom own = simulation.random("page", time.toString());
      simulation.schedule().at(time, at -> answer(simulation, own, person, at, null));
    }
  }

  /** The person on call in a week; weeks are counted from the day on which the window begins. */
  static Person onCall(Simulation simulation, Instant now) {
    List<Person> rota = simulation.org().people(Person.Job.PLATFORM);
    long number = Duration.between(simulation.schedule().start(), now).toDays() / 7;
    return rota.get((int) (number % rota.size()));
  }

  static void answer(
      Simulation simulation,
      SeededRandom random,
      Person person,
      Instant now,
      @Nullable Label label) {
    Client client = Client.sdk(person.homeAddress(), person.userAgent());
    Account account = random.pick(person.accounts());
    Session session =
        simulation
            .aws()
            .signIns()
            .permissionSet(
                person,
                simulation.org().permissionSet(account, "PlatformEngineer"),
                client,
                now,
                3600,
                label,
                random);
    Caller caller = simulation.caller(random, client, now.plusSeconds(5), label).use(session);
    caller.call(
        Operations.describeAlarms(),
        Operations.metricData(),
        Operations.describeServices(account.unit() + "-api"),
        Operations.startQuery("/ecs/" + account.unit() + "-api"));
  }
}
