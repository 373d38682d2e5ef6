package dev.gatehouse.range.scenario;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.range.aws.Caller;
import dev.gatehouse.range.aws.Client;
import dev.gatehouse.range.aws.Session;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Network;
import dev.gatehouse.range.org.Person;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.simulation.Simulation;
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
import org.jspecify.annotations.Nullable;

/**
 * One run of an attack: its time, its random numbers, the attacker and the labels of its stages.
 */
public final class CampaignRun extends ScenarioRun {
  private static final String QUIET_COMMAND_LINE =
      "aws-cli/2.24.5 md/awscrt#0.23.8 ua/2.0 os/linux#6.8.0-52-generic md/arch#x86_64"
          + " lang/python#3.12.9 md/pyimpl#CPython cfg/retry-mode#standard"
          + " md/installer#exe md/prompt#off";

  private final Campaign campaign;
  private final Variant variant;
  private final Instant start;
  private final Map<String, String> stages = new LinkedHashMap<>();

  /** A run of the campaign; {@link Campaign#begin} puts it on the schedule. */
  public CampaignRun(Simulation simulation, Campaign campaign, Variant variant) {
    super(
        simulation,
        campaign.id() + "/" + variant.word(),
        simulation.random("attack", campaign.id(), variant.word()));
    this.campaign = campaign;
    this.variant = variant;
    this.start = chooseStart();
  }

  /** Whether the attacker is in a hurry. */
  public boolean loud() {
    return variant == Variant.LOUD;
  }

  @Override
  public Instant start() {
    return start;
  }

  /** The label of a stage; the first call makes it known. */
  public Label stage(String name, String technique) {
    stages.putIfAbsent(name, technique);
    return new Label.Attack(id(), name, technique);
  }

  /** Where the attacker sits: a rented server when loud, a household abroad when quiet. */
  public String address() {
    return loud() ? Network.rentedServer(number()) : Network.foreignHome(number());
  }

  /** A number that is this run's own. */
  public int number() {
    return Math.floorMod(id().hashCode(), 1000);
  }

  /** The attacker's command line. */
  public Client commandLine() {
    return loud() ? Client.boto3(address()) : Client.sdk(address(), QUIET_COMMAND_LINE);
  }

  /** The attacker with another client; loud ones race, quiet ones pause for minutes. */
  public Caller attacker(Client client, Instant now) {
    Caller caller = simulation().caller(random(), client, now, null);
    return loud()
        ? caller.pace(Duration.ofMillis(150), Duration.ofMillis(1500))
        : caller.pace(Duration.ofSeconds(20), Duration.ofMinutes(4));
  }

  /** The attacker with the command line. */
  public Caller attacker(Instant now) {
    return attacker(commandLine(), now);
  }

  /** The attacker with the command line and a user's key. */
  public Caller attackerAs(IamUser user, Instant now) {
    return attacker(now).useKey(user);
  }

  /**
   * Uses a session of a person's permission set: the one that the person works with now, taken, or
   * a new one from the person's portal session.
   */
  public Caller takeSession(Caller caller, Person person, Role role) {
    Session live = simulation().live().get(person.email());
    Instant needed = caller.now().plus(Duration.ofHours(3));
    return live != null && live.isOf(role) && live.isLive(needed)
        ? caller.use(live)
        : caller.usePermissionSet(person, role, 8 * 3600);
  }

  @Override
  public JsonMap truth(TruthWriter truth) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    stages.forEach(
        (name, technique) -> {
          TruthWriter.Span part = truth.span(id() + "#" + name);
          if (part != null) {
            list.add(part.addTo(object("name", name, "technique", technique)));
          }
        });
    JsonMap head =
        object("id", id(), "campaign", campaign.id(), "variant", variant.word())
            .and("summary", campaign.summary());
    return TruthWriter.Span.add(head, truth.span(id())).and("stages", list);
  }

  /** In the last half of the window: loud ones at night, quiet ones on a working day. */
  private Instant chooseStart() {
    Instant first = simulation().schedule().start();
    long days = Math.max(1, Duration.between(first, simulation().schedule().end()).toDays());
    double share = days < 4 ? 0.3 + 0.3 * random().unit() : 0.45 + 0.45 * random().unit();
    Instant day = first.plus(Duration.ofDays((long) (days * share)));
    while (days > 6 && weekend(day)) {
      day = day.minus(Duration.ofDays(1));
    }
    int minutes = loud() ? random().between(20, 220) : random().between(9 * 60, 12 * 60);
    return day.plus(Duration.ofMinutes(minutes));
  }

  private static boolean weekend(Instant day) {
    DayOfWeek name = day.atZone(ZoneOffset.UTC).getDayOfWeek();
    return name == DayOfWeek.SATURDAY || name == DayOfWeek.SUNDAY;
  }
}
