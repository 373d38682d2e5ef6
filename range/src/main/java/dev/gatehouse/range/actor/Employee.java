package dev.gatehouse.range.actor;

import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.sim.Draw;
import dev.gatehouse.range.sim.World;
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
  public void begin(World world) {
    // East of Greenwich a day begins before its midnight in UTC: each is planned a day ahead.
    plan(world, world.agenda().start());
    world.agenda().daily(midnight -> plan(world, midnight.plus(Duration.ofDays(1))));
  }

  private void plan(World world, Instant midnight) {
    LocalDate day = midnight.atZone(ZoneOffset.UTC).toLocalDate();
    if (!Calendar.works(world.seed(), person, day)) {
      return;
    }
    Draw draw = world.draw("person", person.email(), day.toString());
    double habit = Draw.of(world.seed(), "habit", person.email()).normal(9.2, 0.7);
    double hour = Math.max(6.5, draw.normal(habit, 0.4));
    Instant morning = day.atStartOfDay(person.zone()).toInstant().plusSeconds((long) (hour * 3600));
    Client client = place(draw);
    int bouts = 1 + draw.poisson(1.6);
    for (int i = 0; i < bouts; i++) {
      Instant time =
          morning.plus(draw.between(Duration.ofHours(2L * i), Duration.ofHours(2L * i + 2)));
      boolean first = i == 0;
      Draw own = world.draw("bout", person.email(), day.toString(), String.valueOf(i));
      world.agenda().at(first ? morning : time, now -> bout(world, own, client, now, first));
    }
  }

  private Client place(Draw draw) {
    double where = draw.unit();
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

  void bout(World world, Draw draw, Client client, Instant now, boolean first) {
    World.Shift shift = world.shift(person.email(), now);
    Client here = shift == null ? client : shift.change().apply(client);
    Label label = shift == null ? null : shift.label();
    Shell shell = world.shell(draw, here, now, label);
    if (first) {
      world.desk().signIns().portal(person, here, now, label, draw);
      shell.wait(Duration.ofSeconds(4), Duration.ofSeconds(40));
    }
    Session before = world.live().get(person.email());
    boolean reuse =
        before != null && before.expires().isAfter(now.plusSeconds(7200)) && draw.chance(0.4);
    if (reuse && before != null) {
      shell.use(before);
    } else {
      Account account = account(draw);
      Role role = world.org().permissionSet(account, set(draw));
      Session session =
          world
              .desk()
              .signIns()
              .permissionSet(person, role, here, shell.now(), SESSION_SECONDS, label, draw);
      world.live().put(person.email(), session);
      shell.use(session).wait(Duration.ofSeconds(2), Duration.ofSeconds(30));
    }
    Work.of(person.job()).bout(world, person, shell);
  }

  /** A bout of work with a fresh session in the person's first account. */
  static void bout(
      World world, Person person, Draw draw, Client client, Instant now, @Nullable Label label) {
    Shell shell = world.shell(draw, client, now, label);
    world.desk().signIns().portal(person, client, now, label, draw);
    shell.wait(Duration.ofSeconds(4), Duration.ofSeconds(40));
    Employee employee = new Employee(person);
    Account account = employee.account(draw);
    Role role = world.org().permissionSet(account, employee.set(draw));
    shell.use(
        world
            .desk()
            .signIns()
            .permissionSet(person, role, client, shell.now(), SESSION_SECONDS, label, draw));
    shell.wait(Duration.ofSeconds(2), Duration.ofSeconds(30));
    Work.of(person.job()).bout(world, person, shell);
  }

  /** People have favourites: the first account assigned gets most of the work. */
  private Account account(Draw draw) {
    int count = person.accounts().size();
    int index =
        Math.min(count - 1, (int) draw.exponential(person.job() == Person.Job.SECURITY ? 6 : 1.1));
    return person.accounts().get(index);
  }

  private String set(Draw draw) {
    return switch (person.job()) {
      case ENGINEER -> draw.chance(0.15) ? "ReadOnlyAccess" : "PowerUserAccess";
      case PLATFORM, DATABASE, ANALYST, SECURITY, FINANCE -> person.job().permissionSet();
    };
  }
}
