package dev.gatehouse.range.campaign;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.call.Client;
import dev.gatehouse.range.call.Session;
import dev.gatehouse.range.call.Shell;
import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.random.SeededRandom;
import dev.gatehouse.range.sim.World;
import dev.gatehouse.range.truth.Label;
import dev.gatehouse.range.truth.TruthWriter;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a campaign: its time, its chance, and the labels of its stages. */
final class Attack {
  private final World world;
  private final Campaign campaign;
  private final Variant variant;
  private final SeededRandom random;
  private final Instant begin;
  private final Map<String, String> stages = new LinkedHashMap<>();

  Attack(World world, Campaign campaign, Variant variant) {
    this.world = world;
    this.campaign = campaign;
    this.variant = variant;
    this.random = world.random("attack", campaign.id(), variant.word());
    this.begin = begin();
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

  boolean loud() {
    return variant == Variant.LOUD;
  }

  /** {@code leaked-key/loud}. */
  String id() {
    return campaign.id() + "/" + variant.word();
  }

  /** Does something a while after the beginning. */
  void after(Duration delay, Consumer<Instant> act) {
    world.agenda().at(begin.plus(delay), act);
  }

  /** The label of a stage; the first call makes it known. */
  Label stage(String name, String technique) {
    stages.putIfAbsent(name, technique);
    return new Label.Attack(id(), name, technique);
  }

  /** Where the attacker sits: a rented server when loud, a household abroad when quiet. */
  String address() {
    return loud() ? Network.rentedServer(number()) : Network.foreignHome(number());
  }

  /** A number that is this run's own. */
  int number() {
    return Math.floorMod(id().hashCode(), 1000);
  }

  /** The attacker's command line. */
  Client commandLine() {
    return loud()
        ? Client.boto3(address())
        : Client.sdk(
            address(),
            "aws-cli/2.24.5 md/awscrt#0.23.8 ua/2.0 os/linux#6.8.0-52-generic md/arch#x86_64"
                + " lang/python#3.12.9 md/pyimpl#CPython cfg/retry-mode#standard"
                + " md/installer#exe md/prompt#off");
  }

  /** A shell of the attacker's; loud ones race, quiet ones pause for minutes. */
  Shell shell(Client client, Instant now) {
    Shell shell = world.shell(random, client, now, null);
    return loud()
        ? shell.pace(Duration.ofMillis(150), Duration.ofMillis(1500))
        : shell.pace(Duration.ofSeconds(20), Duration.ofMinutes(4));
  }

  /**
   * A session of a person's permission set: the one the person works with now, taken, or a new one
   * from the person's portal session.
   */
  Session stolen(Person person, Role role, Client client, Instant now, Label label) {
    Session live = world.live().get(person.email());
    if (live != null
        && live.account().id().equals(role.account().id())
        && live.arn().contains("/" + role.name() + "/")
        && live.expires().isAfter(now.plus(Duration.ofHours(3)))) {
      return live;
    }
    return world.desk().signIns().permissionSet(person, role, client, now, 8 * 3600, label, random);
  }

  /** The run as truth/campaigns.json tells it. */
  Map<String, @Nullable Object> truth(TruthWriter truth) {
    TruthWriter.Span span = truth.span(id());
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    stages.forEach(
        (name, technique) -> {
          TruthWriter.Span part = truth.span(id() + "#" + name);
          if (part != null) {
            list.add(
                object(
                    "name", name,
                    "technique", technique,
                    "start", part.start().toString(),
                    "end", part.end().toString(),
                    "events", part.events()));
          }
        });
    return object(
        "id",
        id(),
        "campaign",
        campaign.id(),
        "variant",
        variant.word(),
        "summary",
        campaign.summary(),
        "start",
        span == null ? null : span.start().toString(),
        "end",
        span == null ? null : span.end().toString(),
        "events",
        span == null ? 0L : span.events(),
        "stages",
        list);
  }

  /** In the last half of the window: loud ones at night, quiet ones on a working day. */
  private Instant begin() {
    Instant start = world.agenda().start();
    long days = Math.max(1, Duration.between(start, world.agenda().end()).toDays());
    double share = days < 4 ? 0.3 + 0.3 * random.unit() : 0.45 + 0.45 * random.unit();
    Instant day = start.plus(Duration.ofDays((long) (days * share)));
    while (days > 6 && weekend(day)) {
      day = day.minus(Duration.ofDays(1));
    }
    int minutes = loud() ? random.between(20, 220) : random.between(9 * 60, 12 * 60);
    return day.plus(Duration.ofMinutes(minutes));
  }

  private static boolean weekend(Instant day) {
    DayOfWeek name = day.atZone(ZoneOffset.UTC).getDayOfWeek();
    return name == DayOfWeek.SATURDAY || name == DayOfWeek.SUNDAY;
  }
}
