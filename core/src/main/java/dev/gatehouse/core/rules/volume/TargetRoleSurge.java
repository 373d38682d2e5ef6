package dev.gatehouse.core.rules.volume;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.feature.Subject;
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

/** {@code target-role-surge}: a role assumed far more often than ever. */
public final class TargetRoleSurge extends AnomalyRule {
  private static final About ABOUT =
      new About(
          "target-role-surge",
          "Surge on one role",
          "Within two hours a role was assumed several times as often as on a whole ordinary day, by one caller or by many.",
          Severity.MEDIUM,
          SignalCategory.VOLUME,
          List.of(Attack.of("T1078.004"), Attack.of("T1550.001")),
          "How often a role is needed in a day changes slowly.",
          "Management events of STS in the callers' accounts or in the role's, and a week of history of the role.",
          "Take the role no more often than it is taken anyway.",
          List.of(
              "A program that lost its cache of credentials, or that was given more machines.",
              "A roll-out that uses the role for every account or every unit."),
          List.of(
              "Credentials that a service delivers to a workload are not counted.",
              "A role without a week of history, under the absolute limit.",
              "One long session that is used for everything."),
          List.of(
              "See who the callers are: one, all of one kind, or strangers among them.",
              "For one caller: ask its owner for a release or a fault in its cache of credentials.",
              "For strangers: read the trust policy and what was changed in it lately.",
              "Look at what was done in the sessions, compared with the days before."),
          "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html");

  /**
   * Thresholds.
   *
   * @param timesDay how many times the average of a day, over 7 days and over 30
   * @param countMin fewest assumptions in two hours that are worth a word
   * @param bitsMin how unlikely by the role's own history, in bits
   * @param daysMin active days of history before an average means anything
   * @param countMax how many in two hours are too many for a role without history
   */
  public record Settings(double timesDay, int countMin, double bitsMin, int daysMin, int countMax) {
    public Settings {
      Limit.range("timesDay", timesDay, 0.5, 1000);
      Limit.range("countMin", countMin, 3, 100000);
      Limit.range("bitsMin", bitsMin, 10, 1000);
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("countMax", countMax, 50, 100000);
    }

    public static Settings defaults() {
      return new Settings(3, 40, 24, 7, 1000);
    }
  }

  private final Settings settings;

  public TargetRoleSurge(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private TargetRoleSurge(Settings settings, Estate estate) {
    super(ABOUT, Duration.ofDays(1), estate);
    this.settings = settings;
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    Signal signal = in.signal();
    return in.subject().kind() == Subject.Kind.TARGET
        && signal.counter() == Counter.ASSUMPTIONS
        && signal.windowMinutes() == 120
        && (isKnown(in) ? isSurge(signal) : signal.observed() >= settings.countMax());
  }

  private boolean isKnown(Anomaly in) {
    return in.history().daysLearned() >= settings.daysMin();
  }

  @Override
  protected Match match(Anomaly in) {
    boolean known = isKnown(in);
    return new Match(
        "surge",
        Headline.of(
            "{} was assumed {} times in 2 hours, last by {actor}",
            Quantity.identity(in.subject().name()),
            Quantity.count(in.signal().observed())),
        known && in.signal().bits() >= 2 * settings.bitsMin() ? Severity.MEDIUM : Severity.LOW,
        known ? Confidence.MEDIUM : Confidence.LOW,
        AnomalyReason.why(in));
  }

  private boolean isSurge(Signal signal) {
    double day = Math.max(signal.average7(), signal.average30());
    return signal.observed() >= settings.countMin()
        && signal.observed() > settings.timesDay() * day
        && signal.bits() >= settings.bitsMin();
  }
}
