package dev.gatehouse.core.rules.volume;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.rules.kit.AnomalyReason;
import dev.gatehouse.core.rules.kit.AnomalyRule;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.util.List;

/** {@code assume-volume}: more roles assumed in an hour than its week makes likely. */
public final class AssumeVolume extends AnomalyRule {
  private static final About ABOUT =
      new About(
          "assume-volume",
          "Hour full of role assumptions",
          "Within an hour somebody assumed roles several times as often as in the hours of its last week: too slow for a spike, too much for its habit.",
          Severity.MEDIUM,
          SignalCategory.VOLUME,
          List.of(Attack.of("T1078.004"), Attack.of("T1550.001")),
          "The amount of work in an hour is bounded by what the hours before looked like, bursts included.",
          "Management events of STS and a week of history. For the little known an absolute limit holds from the first record on.",
          "Stay under three times the average, or spread the calls over many identities.",
          List.of(
              "Work that comes once a month, a recovery drill, a first roll-out over all accounts.",
              "A program that has lost its cache of credentials or that retries."),
          List.of(
              "An attacker who works at the pace of a busy program.",
              "Refused calls are not counted; assume-denied-sweep counts those.",
              "Who is active every hour of the day has a wide habit: up to its own bursts it is quiet."),
          List.of(
              "See whether it is one role again and again (a loop) or many (a search).",
              "Ask the owner of the origin what ran in that hour; look for a deployment or a batch.",
              "Look at what was done in the sessions, the most privileged roles first.",
              "If nobody knows of it, revoke the origin's credential and the sessions of the roles."),
          "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html");

  /**
   * Thresholds.
   *
   * @param timesAverage how many times the average, of an hour over 7 days and of an hour with any
   * @param countMin fewest assumptions in an hour that are worth a word
   * @param bitsMin how unlikely by its own history, in bits
   * @param daysMin active days of history before an average means anything
   * @param countMax how many in an hour are too many for somebody without history
   */
  public record Settings(
      double timesAverage, int countMin, double bitsMin, int daysMin, int countMax) {
    public Settings {
      Limit.range("timesAverage", timesAverage, 1, 1000);
      Limit.range("countMin", countMin, 3, 100000);
      Limit.range("bitsMin", bitsMin, 10, 1000);
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("countMax", countMax, 20, 100000);
    }

    public static Settings defaults() {
      return new Settings(3, 20, 24, 7, 200);
    }
  }

  private final Settings settings;

  public AssumeVolume(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private AssumeVolume(Settings settings, Estate estate) {
    super(ABOUT, Duration.ofHours(6), estate);
    this.settings = settings;
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    Signal signal = in.signal();
    return signal.counter() == Counter.ASSUMPTIONS
        && signal.windowMinutes() == 60
        && isActor(in)
        && (isKnown(in) ? isMuch(signal) : signal.observed() >= settings.countMax());
  }

  private boolean isKnown(Anomaly in) {
    return in.history().daysLearned() >= settings.daysMin();
  }

  @Override
  protected Match match(Anomaly in) {
    boolean known = isKnown(in);
    boolean certain = known && in.signal().bits() >= 2 * settings.bitsMin();
    return new Match(
        "hour",
        Headline.of(
            "{actor} assumed roles {} times in an hour", Quantity.count(in.signal().observed())),
        certain || !known ? Severity.MEDIUM : Severity.LOW,
        certain ? Confidence.MEDIUM : Confidence.LOW,
        AnomalyReason.why(in));
  }

  /**
   * Three times the average over day and night is an ordinary working hour of many; so three times
   * an hour with any, and unlikely for one as uneven as this, are asked for too.
   */
  private boolean isMuch(Signal signal) {
    double usual = Math.max(signal.average7() / 24, signal.expected());
    return signal.observed() >= settings.countMin()
        && signal.observed() > settings.timesAverage() * usual
        && signal.bits() >= settings.bitsMin();
  }
}
