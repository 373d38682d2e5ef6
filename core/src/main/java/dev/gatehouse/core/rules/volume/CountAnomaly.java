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
import java.util.Objects;

/** {@code count-anomaly}: far more of anything counted than the history makes likely. */
public final class CountAnomaly extends AnomalyRule {
  private static final About ABOUT =
      new About(
          "count-anomaly",
          "Unlikely count",
          "An identity did something countable far more often than its own history makes likely:"
              + " calls, refused calls, assumptions, different roles, accounts or networks.",
          Severity.MEDIUM,
          SignalCategory.VOLUME,
          List.of(Attack.of("T1078.004"), Attack.of("T1580")),
          "Amounts are as uneven tomorrow as they were in the last weeks.",
          "A week of history of the identity.",
          "Grow slowly: what is done a little more often each day is learned.",
          List.of(
              "Work that comes once a month or once a year.",
              "A program that got a new task or more machines; its owner knows.",
              "The first weeks of somebody whose work is only beginning."),
          List.of(
              "Identities with less than a week of history.",
              "Counts that stay within what a bursty identity has shown before."),
          List.of(
              "See which count it is and what the calls were; compare with the days before.",
              "Ask the owner whether the work has grown or changed.",
              "If the calls are reads over many resources, treat it as a search and follow the"
                  + " session's origin."),
          "https://en.wikipedia.org/wiki/Negative_binomial_distribution");

  /**
   * Thresholds.
   *
   * @param bitsMin how unlikely, in bits: 30 is one in a billion
   * @param timesExpected how many times what is expected
   * @param countMin fewest that are worth a word
   * @param daysMin active days of history
   * @param sigmas over 0: instead of by chance and expectation, judge by the mean plus so many
   *     standard deviations, as is often asked for; docs/baselines.md says why not to
   */
  public record Settings(
      double bitsMin, double timesExpected, int countMin, int daysMin, double sigmas) {
    public Settings {
      Limit.range("bitsMin", bitsMin, 10, 1000);
      Limit.range("timesExpected", timesExpected, 1, 1000);
      Limit.range("countMin", countMin, 3, 100_000);
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("sigmas", sigmas, 0, 100);
    }

    public static Settings defaults() {
      return new Settings(30, 5, 20, 7, 0);
    }
  }

  private final Settings settings;

  public CountAnomaly(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()));
  }

  private CountAnomaly(Settings settings) {
    super(ABOUT, Duration.ofDays(1), Estate.EMPTY);
    this.settings = settings;
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    return in.signal().kind() == Signal.Kind.COUNT
        && isActor(in)
        && in.history().daysLearned() >= settings.daysMin()
        && in.signal().observed() >= settings.countMin()
        && isOver(in.signal());
  }

  private boolean isOver(Signal signal) {
    return settings.sigmas() > 0
        ? signal.observed() > signal.mean() + settings.sigmas() * signal.sigma()
        : signal.observed() >= settings.timesExpected() * signal.expected()
            && signal.bits() >= settings.bitsMin();
  }

  @Override
  protected Match match(Anomaly in) {
    Signal signal = in.signal();
    Counter counter = Objects.requireNonNull(signal.counter());
    boolean certain = signal.bits() >= 2 * settings.bitsMin();
    return new Match(
        counter.name(),
        Headline.of(
            "{actor} " + did(counter) + AnomalyReason.window(signal),
            Quantity.count(signal.observed())),
        certain ? Severity.MEDIUM : Severity.LOW,
        certain ? Confidence.MEDIUM : Confidence.LOW,
        AnomalyReason.why(in));
  }

  private static String did(Counter counter) {
    return switch (counter) {
      case CALLS -> "made {} calls";
      case ASSUMPTIONS -> "assumed roles {} times";
      case CALLS_AFTER_ASSUME -> "made {} calls right after assuming roles,";
      case DENIED -> "was refused {} calls";
      case TARGET_ROLES -> "assumed {} different roles";
      case TARGET_ACCOUNTS -> "assumed roles of {} accounts";
      case NETWORKS -> "called from {} networks";
      case CALLERS -> "was assumed by {} callers";
    };
  }
}
