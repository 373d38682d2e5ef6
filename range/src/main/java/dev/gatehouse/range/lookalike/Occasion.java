package dev.gatehouse.range.lookalike;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.actor.Cast;
import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.sim.World;
import dev.gatehouse.range.truth.Label;
import dev.gatehouse.range.truth.TruthWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One occurrence of a look-alike: its time, its chance, its label. */
final class Occasion {
  private final World world;
  private final Resemblance kind;
  private final int number;
  private final SeededRandom random;
  private final Instant begin;

  Occasion(World world, Resemblance kind, int number, Instant day) {
    this.world = world;
    this.kind = kind;
    this.number = number;
    this.random = world.random("lookalike", kind.id(), String.valueOf(number));
    this.begin = day.plus(Duration.ofMinutes(random.between(9 * 60, 14 * 60)));
  }

  World world() {
    return world;
  }

  Organization org() {
    return world.org();
  }

  SeededRandom random() {
    return random;
  }

  /** Which occurrence this is, from 0. */
  int number() {
    return number;
  }

  /** The middle of a working day. */
  Instant begin() {
    return begin;
  }

  String id() {
    return kind.id() + "/" + (number + 1);
  }

  Label label() {
    return new Label.LookAlike(id());
  }

  /** Does something a while after the beginning. */
  void after(Duration delay, Consumer<Instant> act) {
    world.agenda().at(begin.plus(delay), act);
  }

  /** Somebody at work, labelled. */
  Shell shell(Client client, Instant now) {
    return world.shell(random, client, now, label());
  }

  /** One of the people who works on the day this begins, if anybody does. */
  Person atWork(List<Person> people) {
    LocalDate day = begin.atZone(ZoneOffset.UTC).toLocalDate();
    List<Person> there = people.stream().filter(person -> Cast.works(world, person, day)).toList();
    return random.pick(there.isEmpty() ? people : there);
  }

  /** A person's session of a permission set, labelled. */
  Session session(Person person, Account account, String set, Client client, Instant now) {
    return world
        .desk()
        .signIns()
        .permissionSet(
            person, org().permissionSet(account, set), client, now, 8 * 3600, label(), random);
  }

  /** Notes down an approved change around a time. */
  void announce(
      String type,
      String title,
      Instant from,
      Duration length,
      List<Account> accounts,
      List<String> identities) {
    world
        .log()
        .changes()
        .add(
            object(
                "id",
                "PLN-" + kind.id() + "-" + (number + 1),
                "type",
                type,
                "title",
                title,
                "start",
                from.minus(Duration.ofMinutes(30)).toString(),
                "end",
                from.plus(length).toString(),
                "accounts",
                accounts.stream().map(Account::id).toList(),
                "identities",
                identities,
                "approved",
                true));
  }

  Map<String, @Nullable Object> truth(TruthWriter truth) {
    TruthWriter.Span span = truth.span(id());
    return object(
        "id",
        id(),
        "lookAlike",
        kind.id(),
        "summary",
        kind.summary(),
        "start",
        span == null ? null : span.start().toString(),
        "end",
        span == null ? null : span.end().toString(),
        "events",
        span == null ? 0L : span.events());
  }
}
