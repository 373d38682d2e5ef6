package dev.gatehouse.range.actor;

import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import dev.gatehouse.range.truth.Label;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A person with Identity Center: comes in the morning, works in a few bouts, from a few places. */
final class Employee implements Actor {
  private static final int SESSION_SECONDS = 8 * 3600;

  private final Person person;

  Employee(Person person) {
    this.person = person;
  }

  @Override
  public void begin(Simulation simulation) {
    // East of Greenwich a day begins before its midnight in UTC: each is planned a day ahead.
    plan(simulation, simulation.schedule().start());
    simulation.schedule().daily(midnight -> plan(simulation, midnight.plus(Duration.ofDays(1))));
  }

  private void plan(Simulation simulation, Instant midnight) {
    LocalDate day = midnight.atZone(ZoneOffset.UTC).toLocalDate();
    if (!WorkCalendar.works(simulation.seed(), person, day)) {
      return;
    }
    SeededRandom random = simulation.random("person", person.email(), day.toString());
    double habit = SeededRandom.of(simulation.seed(), "habit", person.email()).normal(9.2, 0.7);
    double hour = Math.max(6.5, random.normal(habit, 0.4));
    Instant morning = day.atStartOfDay(person.zone()).toInstant().plusSeconds((long) (hour * 3600));
    Client client = place(random);
    int bouts = 1 + random.poisson(1.6);
    for (int i = 0; i < bouts; i++) {
      Instant time =
          morning.plus(random.between(Duration.ofHours(2L * i), Duration.ofHours(2L * i + 2)));
      boolean first = i == 0;
      SeededRandom own =
          simulation.random("bout", person.email(), day.toString(), String.valueOf(i));
      simulation
          .schedule()
          .at(first ? morning : time, now -> bout(simulation, own, client, now, first));
    }
  }

  private Client place(SeededRandom random) {
    double where = random.unit();
    String address =
        where < 0.45
            ? person.officeAddress()
            : where < 0.80
                ? person.homeAddress()
                : where < 0.92
                    ? Network.VPN
                    : person.place().mobile(Math.floorMod(person.email().hashCode(), 16));
    return person.console() ? Client.console(address) : Client.sdk(address, person.userAgent());
  }

  void bout(Simulation simulation, SeededRandom random, Client client, Instant now, boolean first) {
    Simulation.Shift shift = simulation.shift(person.email(), now);
    Client here = shift == null ? client : shift.change().apply(client);
    Label label = shift == null ? null : shift.label();
    Caller caller = simulation.caller(random, here, now, label);
    if (first) {
      simulation.aws().signIns().portal(person, here, now, label, random);
      caller.wait(Duration.ofSeconds(4), Duration.ofSeconds(40));
    }
    Session before = simulation.live().get(person.email());
    boolean reuse =
        before != null && before.expires().isAfter(now.plusSeconds(7200)) && random.chance(0.4);
    if (reuse && before != null) {
      caller.use(before);
    } else {
      Account account = account(random);
      Role role = simulation.org().permissionSet(account, set(random));
      Session session =
          simulation
              .aws()
              .signIns()
              .permissionSet(person, role, here, caller.now(), SESSION_SECONDS, label, random);
      simulation.live().put(person.email(), session);
      caller.use(session).wait(Duration.ofSeconds(2), Duration.ofSeconds(30));
    }
    JobTasks.of(person.job()).bout(simulation, person, caller);
  }

  /** A bout of work with a fresh session in the person's first account. */
  static void bout(
      Simulation simulation,
      Person person,
      SeededRandom random,
      Client client,
      Instant now,
      @Nullable Label label) {
    Caller caller = simulation.caller(random, client, now, label);
    simulation.aws().signIns().portal(person, client, now, label, random);
    caller.wait(Duration.ofSeconds(4), Duration.ofSeconds(40));
    Employee employee = new Employee(person);
    Account account = employee.account(random);
    Role role = simulation.org().permissionSet(account, employee.set(random));
    caller.use(
        simulation
            .aws()
            .signIns()
            .permissionSet(person, role, client, caller.now(), SESSION_SECONDS, label, random));
    caller.wait(Duration.ofSeconds(2), Duration.ofSeconds(30));
    JobTasks.of(person.job()).bout(simulation, person, caller);
  }

  /** People have favourites: the first account assigned gets most of the work. */
  private Account account(SeededRandom random) {
    int count = person.accounts().size();
    int index =
        Math.min(
            count - 1, (int) random.exponential(person.job() == Person.Job.SECURITY ? 6 : 1.1));
    return person.accounts().get(index);
  }

  private String set(SeededRandom random) {
    return switch (person.job()) {
      case ENGINEER -> random.chance(0.15) ? "ReadOnlyAccess" : "PowerUserAccess";
      case PLATFORM, DATABASE, ANALYST, SECURITY, FINANCE -> person.job().permissionSet();
    };
  }
}
