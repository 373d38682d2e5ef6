package dev.gatehouse.range.actor;

import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A person with Identity Center: comes in the morning, works a few times a day, in few places. */
public final class Employee implements Actor {
  private static final int SESSION_SECONDS = 8 * 3600;

  private final Person person;

  Employee(Person person) {
    this.person = person;
  }

  @Override
  public void begin(Simulation simulation) {
    // East of Greenwich a day begins before its midnight in UTC: each is planned a day ahead.
    plan(simulation, LocalDate.ofInstant(simulation.schedule().start(), ZoneOffset.UTC));
    simulation.schedule().daily(day -> plan(simulation, day.plusDays(1)));
  }

  private void plan(Simulation simulation, LocalDate day) {
    if (!WorkCalendar.works(simulation.seed(), person, day)) {
      return;
    }
    SeededRandom random = simulation.random("person", person.email(), day.toString());
    double habit = simulation.random("habit", person.email()).normal(9.2, 0.7);
    double hour = Math.max(6.5, random.normal(habit, 0.4));
    Instant morning = day.atStartOfDay(person.zone()).toInstant().plusSeconds((long) (hour * 3600));
    Client client = client(random);
    int times = 1 + random.poisson(1.6);
    for (int i = 0; i < times; i++) {
      Duration later = random.between(Duration.ofHours(2L * i), Duration.ofHours(2L * i + 2));
      boolean first = i == 0;
      SeededRandom own =
          simulation.random("bout", person.email(), day.toString(), String.valueOf(i));
      simulation
          .schedule()
          .at(
              first ? morning : morning.plus(later),
              now -> work(simulation, simulation.actor(person.email(), own, client, now), first));
    }
  }

  private Client client(SeededRandom random) {
    String address = address(random.unit());
    return person.console() ? Client.console(address) : Client.sdk(address, person.userAgent());
  }

  private String address(double where) {
    if (where < 0.45) {
      return person.officeAddress();
    }
    if (where < 0.80) {
      return person.homeAddress();
    }
    int line = Math.floorMod(person.email().hashCode(), 16);
    return where < 0.92 ? Network.VPN : person.place().mobile(line);
  }

  private void work(Simulation simulation, Caller caller, boolean first) {
    if (first) {
      signIn(caller);
    }
    Session before = simulation.live().get(person.email());
    if (before != null
        // Two more hours are enough for whatever is begun now.
        && before.isLive(caller.now().plusSeconds(7200))
        && caller.random().chance(0.4)) {
      caller.use(before);
    } else {
      enterAccount(simulation, caller);
      simulation.live().put(person.email(), caller.session());
    }
    JobTasks.work(simulation, person, caller);
  }

  /** Signs in, enters one of the person's accounts with a new session, and works there. */
  public static void workAfresh(Simulation simulation, Person person, Caller caller) {
    Employee employee = new Employee(person);
    employee.signIn(caller);
    employee.enterAccount(simulation, caller);
    JobTasks.work(simulation, person, caller);
  }

  private void signIn(Caller caller) {
    caller.signInToPortal(person).pause(Duration.ofSeconds(4), Duration.ofSeconds(40));
  }

  private void enterAccount(Simulation simulation, Caller caller) {
    Account account = account(caller.random());
    String set = permissionSet(caller.random());
    caller
        .usePermissionSet(person, simulation.org().permissionSet(account, set), SESSION_SECONDS)
        .pause(Duration.ofSeconds(2), Duration.ofSeconds(30));
  }

  /** People have favourites: the first account assigned gets most of the work. */
  private Account account(SeededRandom random) {
    double spread = person.job() == Person.Job.SECURITY ? 6 : 1.1;
    int index = Math.min(person.accounts().size() - 1, (int) random.exponential(spread));
    return person.accounts().get(index);
  }

  private String permissionSet(SeededRandom random) {
    return person.job() == Person.Job.ENGINEER && random.chance(0.15)
        ? "ReadOnlyAccess"
        : person.job().permissionSet();
  }
}
