package dev.gatehouse.range.actor;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.api.Operations;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.sim.World;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rota: platform engineers take turns of a week, and a page gets one of them up at night. */
final class OnCall implements Actor {
  @Override
  public void begin(World world) {
    world.agenda().every(world.agenda().start(), Duration.ofDays(7), now -> week(world, now));
  }

  private static void week(World world, Instant now) {
    Person person = onCall(world, now);
    world
        .log()
        .shifts()
        .add(
            object(
                "schedule", "platform",
                "user", person.email(),
                "start", now.toString(),
                "end", now.plus(Duration.ofDays(7)).toString()));
    SeededRandom random = world.random("oncall", now.toString());
    int pages = random.poisson(1.2);
    for (int i = 0; i < pages; i++) {
      Instant time = now.plus(random.between(Duration.ZERO, Duration.ofDays(7)));
      SeededRandom own = world.random("page", time.toString());
      world.agenda().at(time, at -> answer(world, own, person, at, null));
    }
  }

  /** The person on call in a week; weeks are counted from the day on which the window begins. */
  static Person onCall(World world, Instant now) {
    List<Person> rota = world.org().people(Person.Job.PLATFORM);
    long number = Duration.between(world.agenda().start(), now).toDays() / 7;
    return rota.get((int) (number % rota.size()));
  }

  static void answer(
      World world, SeededRandom random, Person person, Instant now, @Nullable Label label) {
    Client client = Client.sdk(person.homeAddress(), person.userAgent());
    Account account = random.pick(person.accounts());
    Session session =
        world
            .desk()
            .signIns()
            .permissionSet(
                person,
                world.org().permissionSet(account, "PlatformEngineer"),
                client,
                now,
                3600,
                label,
                random);
    Shell shell = world.shell(random, client, now.plusSeconds(5), label).use(session);
    shell.call(
        Operations.describeAlarms(),
        Operations.metricData(),
        Operations.describeServices(account.unit() + "-api"),
        Operations.startQuery("/ecs/" + account.unit() + "-api"));
  }
}
