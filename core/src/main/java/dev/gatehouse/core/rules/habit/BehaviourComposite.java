package dev.gatehouse.core.rules.habit;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Nature;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.AnomalyReason;
import dev.gatehouse.core.rules.kit.AnomalyRule;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.CompositeAnomalyRule;
import dev.gatehouse.core.rules.kit.Dimension;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.estate.Address;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code behaviour-composite}: unusual in several ways that have no cause in common, at once. */
public final class BehaviourComposite extends CompositeAnomalyRule {
  private static final About ABOUT =
      new About(
          "behaviour-composite",
          "Unusual in several ways at once",
          "Within an hour an identity was unusual in ways that have nothing to do with one another,"
              + " such as time, place and what it did. Each alone has innocent causes; together they"
              + " say that it is not the owner. Made to be sure enough to suspend a credential.",
          Severity.HIGH,
          SignalCategory.COMPOSITE,
          List.of(Attack.of("T1078.004")),
          "Innocent surprises come one at a time.",
          "Ten active days of history. networks.csv, people.yaml, oncall.json and changes.json make it"
              + " surer, none is needed.",
          "Be unusual in one or two ways only: the victim's network, hours and tool.",
          List.of(
              "Somebody answers to an incident by night, from a new place, with rights never used.",
              "A test of defences that nobody announced."),
          List.of(
              "Identities with less than ten active days.",
              "Whatever an approved change covers, and what many come to do on one day.",
              "Surprises of one side only, however many; their own detections tell those.",
              "New work at the usual time from the usual place, whatever it is."),
          List.of(
              "Suspend the credential if the runbook of your organization allows it: revoke the"
                  + " sessions of the role or deactivate the key.",
              "Reach the owner by another way than e-mail.",
              "Read the evidence in order, then follow the session onward: what was created, assumed"
                  + " and read.",
              "If it was the owner, note the day as a planned change, so that it is not learned as"
                  + " an attack."),
          "https://attack.mitre.org/techniques/T1078/004/");

  /**
   * Thresholds, in bits: the sum over the sides, each counted once and up to a bound.
   *
   * @param daysMin active days of history
   * @param sideBitsMin what a side must give to count
   * @param sideBitsMax what a side counts at most, so that none carries it alone
   * @param bitsMin what three sides or more must give together
   * @param twoSidesBitsMin what each of two sides must give where there is no third
   * @param hoursAway how far away the nearest usual hour is; an hour more of a long day is no other
   *     time
   * @param adoptersMax how many others may have come to the same within a day
   */
  public record Settings(
      int daysMin,
      double sideBitsMin,
      double sideBitsMax,
      double bitsMin,
      double twoSidesBitsMin,
      double hoursAway,
      int adoptersMax) {
    public Settings {
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("sideBitsMin", sideBitsMin, 1, 100);
      Limit.range("sideBitsMax", sideBitsMax, sideBitsMin, 1000);
      Limit.range("bitsMin", bitsMin, 1, 1000);
      Limit.range("twoSidesBitsMin", twoSidesBitsMin, 1, sideBitsMax);
      Limit.range("hoursAway", hoursAway, 0, 12);
      Limit.range("adoptersMax", adoptersMax, 0, 1000);
    }

    public static Settings defaults() {
      return new Settings(10, 4, 20, 25, 18, 3, 3);
    }
  }

  private static final Measure SIDES =
      Measure.of("sides-at-once", "unusual in ways that have no cause in common", "one at a time");

  private final Settings settings;
  private final Estate estate;
  private final Workday workday;
  private final ChangeWindows changeWindows;

  public BehaviourComposite(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private BehaviourComposite(Settings settings, Estate estate) {
    super(Duration.ofHours(1));
    this.settings = settings;
    this.estate = estate;
    this.workday = new Workday(estate);
    this.changeWindows = new ChangeWindows(estate);
  }

  @Override
  public Nature nature() {
    return Nature.COMPOSITE;
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  protected boolean concerns(Anomaly in) {
    Dimension dimension = Dimension.of(in.signal());
    boolean near =
        in.signal().kind() == Signal.Kind.RHYTHM && in.signal().expected() < settings.hoursAway();
    return dimension != null
        && AnomalyRule.isActor(in)
        && in.history().daysLearned() >= settings.daysMin()
        && in.peers().organizationAdoptersDay() <= settings.adoptersMax()
        && !near
        && !isExplained(in.activity(), dimension);
  }

  @Override
  protected Memory.Entry entry(Anomaly in) {
    return plain(in, Objects.requireNonNull(Dimension.of(in.signal())));
  }

  /** An approved change, a night on call, one's own network. */
  private boolean isExplained(Activity in, Dimension dimension) {
    return changeWindows.change(in).isPresent()
        || (dimension == Dimension.TIME && workday.isOnCall(in))
        || (dimension == Dimension.PLACE && isOurs(in));
  }

  private boolean isOurs(Activity in) {
    String address = in.event().sourceIPAddress();
    return in.event().vpcEndpointId() != null
        || address == null
        || !Address.is(address)
        || Address.isPrivate(address)
        || estate.network(address).map(Network::kind).filter(Network.Kind::own).isPresent();
  }

  @Override
  protected @Nullable Match judge(Memory memory, Anomaly latest) {
    Map<Dimension, Memory.Entry> least = new EnumMap<>(Dimension.class);
    for (Memory.Entry entry : memory.entries()) {
      if (entry.bits() >= settings.sideBitsMin()) {
        least.merge(entry.dimension(), entry, (a, b) -> b.bits() > a.bits() ? b : a);
      }
    }
    double sum = least.values().stream().mapToDouble(this::counted).sum();
    boolean three = least.size() >= 3 && sum >= settings.bitsMin() && isElsewhere(least.keySet());
    List<Dimension> strong =
        least.values().stream()
            .filter(entry -> entry.bits() >= settings.twoSidesBitsMin())
            .map(Memory.Entry::dimension)
            .toList();
    return three || (strong.size() >= 2 && isElsewhere(strong)) ? match(least, sum, latest) : null;
  }

  /**
   * A new piece of work brings new calls, on new targets, many of them, refused at first, and maybe
   * a new tool: one cause. It does not bring another place or hour.
   */
  private static boolean isElsewhere(Collection<Dimension> dimensions) {
    return dimensions.contains(Dimension.TIME) || dimensions.contains(Dimension.PLACE);
  }

  private double counted(Memory.Entry entry) {
    return Math.min(entry.bits(), settings.sideBitsMax());
  }

  private Match match(Map<Dimension, Memory.Entry> least, double sum, Anomaly latest) {
    List<String> dimensions = least.keySet().stream().map(Dimension::word).toList();
    List<Reason> why = new ArrayList<>();
    least.values().forEach(entry -> why.add(entry.why().unlikely(counted(entry))));
    why.add(
        Reason.of(SIDES, Quantity.count(dimensions))
            .unlikely(sum)
            .after(AnomalyReason.past(latest.history())));
    return new Match(
        "composite",
        Headline.of(
            "{actor} acted unusually in {} ways at once: {}",
            Quantity.count((double) dimensions.size()),
            Quantity.values(Unit.TEXT, dimensions)),
        Severity.HIGH,
        least.size() >= 3 ? Confidence.HIGH : Confidence.MEDIUM,
        why);
  }
}
