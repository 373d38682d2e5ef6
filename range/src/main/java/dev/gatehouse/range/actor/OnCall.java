package dev.gatehouse.range.actor;

import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rota: platform engineers take turns of a week, and a page gets one of them up at night. */
public final class OnCall implements Actor {
  private static final Duration TURN = Duration.ofDays(7);

  OnCall() {}

  @Override
  public void begin(Simulation simulation) {
    simulation.schedule().every(Duration.ZERO, TURN, now -> week(simulation, now));
  }

  private static void week(Simulation simulation, Instant now) {
    Person person = at(simulation, now);
    simulation.planned().onCall(person.email(), now, TURN);
    SeededRandom random = simulation.random("oncall", now.toString());
    int pages = random.poisson(1.2);
    for (int i = 0; i < pages; i++) {
      Instant time = now.plus(random.between(Duration.ZERO, TURN));
      SeededRandom own = simulation.random("page", time.toString());
      simulation.schedule().at(time, page -> answer(simulation, own, person, page, null));
    }
  }

  /** The platform engineer on call; turns are counted from the day on which the window begins. */
  public static Person at(Simulation simulation, Instant now) {
    List<Person> rota = simulation.org().people(Person.Job.PLATFORM);
    long turn = Duration.between(simulation.schedule().start(), now).toDays() / 7;
    return rota.get((int) (turn % rota.size()));
  }

  /** Somebody answers a page: looks at alarms and logs of an account. */
  public static void answer(
      Simulation simulation,
      SeededRandom random,
      Person person,
      Instant now,
      @Nullable Label label) {
    Client client = Client.sdk(person.homeAddress(), person.userAgent());
    Account account = random.pick(person.accounts());
    Role set = simulation.org().permissionSet(account, "PlatformEngineer");
    simulation
        .caller(random, client, now, label)
        .usePermissionSet(person, set, 3600)
        .pauseSeconds(5)
        .call(
            Operations.describeAlarms(),
            Operations.metricData(),
            Operations.describeServices(account.unit() + "-api"),
            Operations.startQuery("/ecs/" + account.unit() + "-api"));
  }
}
