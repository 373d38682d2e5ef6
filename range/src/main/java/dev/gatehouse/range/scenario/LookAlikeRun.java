package dev.gatehouse.range.scenario;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.range.actor.Employee;
import dev.gatehouse.range.actor.WorkCalendar;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Place;
import dev.gatehouse.range.org.Workload;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.simulation.Simulation;
import dev.gatehouse.range.simulation.Simulation.ClientChange;
import dev.gatehouse.range.truth.Label;
import dev.gatehouse.range.truth.TruthWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;

/** One occurrence of a look-alike: its time, its random numbers, its label. */
public final class LookAlikeRun extends ScenarioRun {
  private final LookAlike kind;
  private final int number;
  private final Instant start;

  /**
   * An occurrence; {@link LookAlike#begin} puts it on the schedule.
   *
   * @param number which one, from 0
   */
  public LookAlikeRun(Simulation simulation, LookAlike kind, int number, Instant day) {
    super(
        simulation,
        kind.id() + "/" + (number + 1),
        simulation.random("lookalike", kind.id(), String.valueOf(number)));
    this.kind = kind;
    this.number = number;
    this.start = day.plus(Duration.ofMinutes(random().between(9 * 60, 14 * 60)));
  }

  /** Which occurrence this is, from 0. */
  public int number() {
    return number;
  }

  /** In the middle of a working day. */
  @Override
  public Instant start() {
    return start;
  }

  /** The label of what happens. */
  public Label label() {
    return new Label.LookAlike(id());
  }

  /** Somebody who acts in it. */
  public Caller caller(Client client, Instant now) {
    return simulation().caller(random(), client, now, label());
  }

  /** Somebody who acts in it with a session of a permission set. */
  public Caller caller(Person person, Account account, String set, Client client, Instant now) {
    return caller(client, now)
        .usePermissionSet(person, org().permissionSet(account, set), 8 * 3600);
  }

  /** One of the people who works on the day on which this begins, if anybody does. */
  public Person atWork(List<Person> people) {
    LocalDate day = LocalDate.ofInstant(start, ZoneOffset.UTC);
    List<Person> there =
        people.stream()
            .filter(person -> WorkCalendar.works(simulation().seed(), person, day))
            .toList();
    return random().pick(there.isEmpty() ? people : there);
  }

  /** Lets an actor call differently from {@code before} the beginning on, for {@code length}. */
  public void change(String actor, Duration before, Duration length, UnaryOperator<Client> change) {
    Instant from = start.minus(before);
    simulation().change(actor, new ClientChange(from, from.plus(length), change, label()));
  }

  /** For two days the change is news, then it is how things are. */
  private void changeForGood(String actor, UnaryOperator<Client> change) {
    Instant settled = start.plus(Duration.ofDays(2));
    Instant end = simulation().schedule().end();
    simulation().change(actor, new ClientChange(start, settled, change, label()));
    simulation().change(actor, new ClientChange(settled, end, change, null));
  }

  /** Changes the clients of an account's workloads for good. */
  public void changeWorkloads(Account account, UnaryOperator<Client> change) {
    for (Workload workload : org().workloads()) {
      if (workload.account().id().equals(account.id())) {
        changeForGood(workload.name(), change);
      }
    }
  }

  /** An engineer in London whom nobody has seen before, in a team that exists. */
  public Person newEngineer(String name) {
    Person like = org().people(Person.Job.ENGINEER).get(0);
    return new Person(
        name + number + "@example.com",
        name,
        random().uuid(),
        Person.Job.ENGINEER,
        like.team(),
        like.unit(),
        like.email(),
        Place.LONDON,
        Place.LONDON.home(700 + number),
        Place.LONDON.office(1),
        false,
        false,
        like.userAgent(),
        like.accounts());
  }

  /** Lets a person work once on each of some days from the beginning on. */
  public void work(Person person, Client client, int days, String randomName) {
    for (int day = 0; day < days; day++) {
      SeededRandom own = simulation().random(randomName, id(), String.valueOf(day));
      after(
          Duration.ofDays(day),
          now ->
              Employee.workAfresh(
                  simulation(), person, simulation().caller(own, client, now, label())));
    }
  }

  /** Announces an approved change from half an hour before the beginning on. */
  public void announce(
      String type, String title, Duration length, List<Account> accounts, List<String> people) {
    simulation()
        .planned()
        .announce(
            "PLN-" + kind.id() + "-" + (number + 1),
            type,
            title,
            start.minus(Duration.ofMinutes(30)),
            start.plus(length),
            accounts,
            people);
  }

  @Override
  public JsonMap truth(TruthWriter truth) {
    JsonMap head = object("id", id(), "lookAlike", kind.id(), "summary", kind.summary());
    return TruthWriter.Span.add(head, truth.span(id()));
  }
}
