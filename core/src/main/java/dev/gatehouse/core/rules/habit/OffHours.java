package dev.gatehouse.core.rules.habit;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.rules.kit.AnomalyReason;
import dev.gatehouse.core.rules.kit.AnomalyRule;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code off-hours}: somebody acts at a time at which they never do. */
public final class OffHours extends AnomalyRule {
  private static final About ABOUT =
      new About(
          "off-hours",
          "Outside its hours",
          "Somebody acted hours away from the times that hold nine tenths of their activity. Attackers"
              + " live in other time zones, or wait until nobody looks.",
          Severity.MEDIUM,
          SignalCategory.TIME,
          List.of(Attack.of("T1078.004")),
          "People sleep, and jobs run when they are scheduled.",
          "A week of history for own hours. people.yaml for time zones: without it nights are those"
              + " of UTC, and told with less confidence. oncall.json keeps nights on call quiet.",
          "Work in the victim's hours.",
          List.of(
              "Somebody finishes a release late, or works from another time zone.",
              "A job that was started again by hand."),
          List.of(
              "Evenings of people whose time zone is known, up to one o'clock, and work within three"
                  + " hours of the usual.",
              "Nights on call by oncall.json: a thief who knows the rota is quiet.",
              "Whoever works around the clock has no hours to be outside of.",
              "In the first week only people whose time zone is known, and only from 22 to 6."),
          List.of(
              "See what the first calls were, and from which network and with which tool.",
              "Ask the person, by another way than e-mail, whether they were at work.",
              "Look for other findings of that identity in the same night.",
              "If nobody knows of it, revoke the sessions and follow what was done."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html");

  /**
   * Thresholds.
   *
   * @param daysMin active days of history before the hours are the identity's own
   * @param hoursAway how far away the nearest usual hour is
   * @param bitsMinNight how unlikely an hour from 1 to 6 is for a person whose time zone is known;
   *     the others are no news of such a person
   * @param bitsMin how unlikely an hour is for anybody else
   * @param bitsMedium from which on it is worth a look by itself
   */
  public record Settings(
      int daysMin, double hoursAway, double bitsMinNight, double bitsMin, double bitsMedium) {
    public Settings {
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("hoursAway", hoursAway, 0, 12);
      Limit.range("bitsMinNight", bitsMinNight, 0, 30);
      Limit.range("bitsMin", bitsMin, 0, 30);
      Limit.range("bitsMedium", bitsMedium, 0, 30);
    }

    public static Settings defaults() {
      return new Settings(7, 3, 3, 7.5, 6);
    }
  }

  private static final ZoneId UTC = ZoneId.of("UTC");

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm VV", Locale.ROOT);

  private static final Measure LOCAL_TIME =
      Measure.of("local-time", "local time of the person", "time zone by people.yaml");

  private static final Measure UTC_TIME =
      Measure.of("utc-time", "time in UTC", "no time zone is known");

  private final Settings settings;
  private final Workday workday;

  public OffHours(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private OffHours(Settings settings, Estate estate) {
    super(ABOUT, Duration.ofDays(1), estate);
    this.settings = settings;
    this.workday = new Workday(estate);
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    return in.signal().kind() == Signal.Kind.RHYTHM
        && isActor(in)
        && (isKnown(in) ? isOdd(in) : isPerson(in) && workday.isNight(in.activity()))
        && !workday.isOnCall(in.activity());
  }

  private boolean isKnown(Anomaly in) {
    return in.history().daysLearned() >= settings.daysMin();
  }

  @Override
  protected Match match(Anomaly in) {
    Activity activity = in.activity();
    Optional<ZoneId> zone = workday.zone(activity);
    Quantity clock = Quantity.text(CLOCK.format(activity.event().time().atZone(zone.orElse(UTC))));
    boolean known = isKnown(in);
    boolean clear = known && in.bits() >= settings.bitsMedium();
    return new Match(
        "hours",
        Headline.of(
            known
                ? "{actor} was active at {}, outside its hours"
                : "{actor} was active at {}, at night",
            clock),
        clear && workday.isNight(activity) ? Severity.MEDIUM : Severity.LOW,
        clear && zone.isPresent() ? Confidence.MEDIUM : Confidence.LOW,
        List.of(AnomalyReason.of(in), Reason.of(zone.isPresent() ? LOCAL_TIME : UTC_TIME, clock)));
  }

  private boolean isOdd(Anomaly in) {
    boolean zoned = workday.zone(in.activity()).isPresent();
    return in.signal().expected() >= settings.hoursAway()
        && (!zoned || workday.isDeepNight(in.activity()))
        && in.bits() >= (zoned ? settings.bitsMinNight() : settings.bitsMin());
  }

  /** Whoever signs in by a federation may be a new name each time, so nothing is young of it. */
  private boolean isPerson(Anomaly in) {
    return workday.zone(in.activity()).isPresent()
        && in.activity().lineage().originType() != OriginType.FEDERATED;
  }
}
