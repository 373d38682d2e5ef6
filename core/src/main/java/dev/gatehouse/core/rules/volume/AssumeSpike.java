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
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.rules.kit.AnomalyReason;
import dev.gatehouse.core.rules.kit.AnomalyRule;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.util.List;

/** {@code assume-spike}: many roles assumed within minutes. */
public final class AssumeSpike extends AnomalyRule {
  private static final About ABOUT =
      new About(
          "assume-spike",
          "Spike of role assumptions",
          "Somebody assumed roles many times over within minutes: far more than it does on average,"
              + " or more than anybody should. A tool tries what it can reach, or a loop has lost its"
              + " brake.",
          Severity.HIGH,
          SignalCategory.VOLUME,
          List.of(Attack.of("T1078.004"), Attack.of("T1550.001")),
          "Programs assume roles at the pace they always had; people assume a few an hour.",
          "Management events of STS. The average needs a week of history; the absolute limit holds"
              + " from the first record on.",
          "Stay under ten times the average, or spread the calls over hours.",
          List.of(
              "A deployment or audit over all accounts that runs once a month or for the first time.",
              "A program that has lost its cache of credentials."),
          List.of(
              "Slow and steady: fewer than ten times the average in each quarter of an hour.",
              "Calls spread over many identities; many-sources-one-target sees these.",
              "Refused calls are not assumptions; assume-denied-sweep counts those."),
          List.of(
              "Look whether it is one role again and again (a loop) or many (a search).",
              "Ask the owner of the origin what ran at that minute; look for a deployment.",
              "Follow what was done in the sessions it obtained, most privileged roles first.",
              "If nobody knows of it, revoke the origin's credential and the sessions of the roles."),
          "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html");

  /**
   * Thresholds.
   *
   * @param timesAverage how many times its 30-day average of a quarter of an hour
   * @param countMin fewest assumptions in 15 minutes that are worth a word
   * @param bitsMin how unlikely by its own history, in bits: 20 is one in a million
   * @param daysMin active days of history before an average means anything
   * @param countMax how many in 10 minutes are too many whatever the history
   */
  public record Settings(
      double timesAverage, int countMin, double bitsMin, int daysMin, int countMax) {
    public Settings {
      Limit.range("timesAverage", timesAverage, 1, 1000);
      Limit.range("countMin", countMin, 3, 100_000);
      Limit.range("bitsMin", bitsMin, 10, 1000);
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("countMax", countMax, 50, 100_000);
    }

    public static Settings defaults() {
      return new Settings(10, 10, 20, 7, 200);
    }
  }

  private static final double QUARTERS_A_DAY = 96;

  private final Settings settings;

  public AssumeSpike(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()));
  }

  private AssumeSpike(Settings settings) {
    super(ABOUT, Duration.ofHours(1), Estate.EMPTY);
    this.settings = settings;
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    return in.signal().counter() == Counter.ASSUMPTIONS
        && isActor(in)
        && (isSpike(in) || isFlood(in));
  }

  @Override
  protected Match match(Anomaly in) {
    boolean flood = isFlood(in);
    boolean usual = flood && isUsual(in);
    return new Match(
        "spike",
        Headline.of(
            "{actor} assumed roles {} times in {}",
            Quantity.count(in.signal().observed()),
            Quantity.of(Unit.MINUTES, in.signal().windowMinutes())),
        usual ? Severity.LOW : flood ? Severity.HIGH : Severity.MEDIUM,
        usual ? Confidence.LOW : isSpike(in) ? Confidence.HIGH : Confidence.MEDIUM,
        AnomalyReason.why(in));
  }

  /** Over ten times the average, and unlikely for one as uneven as this. */
  private boolean isSpike(Anomaly in) {
    Signal signal = in.signal();
    return signal.windowMinutes() == 15
        && in.history().daysLearned() >= settings.daysMin()
        && signal.observed() >= settings.countMin()
        && signal.observed() > settings.timesAverage() * signal.average30() / QUARTERS_A_DAY
        && signal.bits() >= settings.bitsMin();
  }

  private boolean isFlood(Anomaly in) {
    return in.signal().windowMinutes() == 10 && in.signal().observed() >= settings.countMax();
  }

  /** A flood that is its everyday pace is told, but wakes nobody. */
  private boolean isUsual(Anomaly in) {
    return in.history().daysLearned() >= settings.daysMin()
        && in.signal().bits() < settings.bitsMin();
  }
}
