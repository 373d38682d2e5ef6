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

/** {@code many-sources-one-target}: one role or credential, many sources. */
public final class ManySourcesOneTarget extends AnomalyRule {
  private static final About ABOUT =
      new About(
          "many-sources-one-target",
          "Many sources, one target",
          "One role was assumed by many different callers, or one identity was used from many different networks, far more than it ever was: a trust that has been found, or a credential that is passed through a pool of proxies.",
          Severity.HIGH,
          SignalCategory.VOLUME,
          List.of(Attack.of("T1078.004"), Attack.of("T1090.003"), Attack.of("T1550.001")),
          "A role has a small circle of callers, and one identity is in a few places at a time.",
          "Management events and a week of history. networks.csv of the estate groups addresses by their block; without it /24 and /48 blocks are compared.",
          "Use one proxy, or the victim's own network.",
          List.of(
              "A role that is opened to more teams, on the first day.",
              "A workload whose provider spreads it over many blocks of addresses after a move."),
          List.of(
              "Roles that people and users of an application sign in to by SAML or web identity: they are made for many callers.",
              "Addresses within one block, such as those of one hosting provider, count once.",
              "Sessions of one role by many people are not looked at for networks: people are in many places.",
              "Roles and identities without a week of history, under the absolute limit."),
          List.of(
              "List the callers or addresses: hosting, anonymizing services, households, or one's own.",
              "For one session: it can only be in one place; revoke it and everything issued from it.",
              "For many callers: read the trust policy and who changed it.",
              "Follow each of the sessions onward."),
          "https://attack.mitre.org/techniques/T1090/003/");

  /**
   * Thresholds.
   *
   * @param callersMin fewest different callers of a role that are worth a word
   * @param networksMin fewest different networks of an identity that are worth a word
   * @param networksHigh how many networks within an hour are worth waking somebody
   * @param bitsMin how unlikely by its own history, in bits
   * @param timesUsual how many times what is expected
   * @param daysMin active days of history
   * @param sourcesMax how many are too many without history
   */
  public record Settings(
      int callersMin,
      int networksMin,
      int networksHigh,
      double bitsMin,
      double timesUsual,
      int daysMin,
      int sourcesMax) {
    public Settings {
      Limit.range("callersMin", callersMin, 3, 64);
      Limit.range("networksMin", networksMin, 3, 32);
      Limit.range("networksHigh", networksHigh, 3, 32);
      Limit.range("bitsMin", bitsMin, 10, 1000);
      Limit.range("timesUsual", timesUsual, 1, 1000);
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("sourcesMax", sourcesMax, 10, 64);
    }

    public static Settings defaults() {
      return new Settings(8, 4, 8, 16, 3, 7, 20);
    }
  }

  private final Settings settings;

  public ManySourcesOneTarget(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private ManySourcesOneTarget(Settings settings, Estate estate) {
    super(ABOUT, Duration.ofDays(1), estate);
    this.settings = settings;
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    Signal signal = in.signal();
    boolean callers =
        signal.counter() == Counter.CALLERS
            && in.subject().kind() == Subject.Kind.TARGET
            && in.activity().event().eventName().equals("AssumeRole");
    boolean networks = signal.counter() == Counter.NETWORKS && isActor(in);
    int min = networks ? settings.networksMin() : settings.callersMin();
    return (callers || networks)
        && (isKnown(in) ? isMany(signal, min) : signal.observed() >= settings.sourcesMax());
  }

  private boolean isKnown(Anomaly in) {
    return in.history().daysLearned() >= settings.daysMin();
  }

  @Override
  protected Match match(Anomaly in) {
    Signal signal = in.signal();
    boolean networks = signal.counter() == Counter.NETWORKS;
    boolean pool =
        networks && signal.windowMinutes() == 60 && signal.observed() >= settings.networksHigh();
    Quantity many = Quantity.count(signal.observed());
    String window = AnomalyReason.window(signal);
    return new Match(
        networks ? "networks" : "callers",
        networks
            ? Headline.of("{actor} called from {} networks" + window, many)
            : Headline.of(
                "{} was assumed by {} callers" + window,
                Quantity.identity(in.subject().name()),
                many),
        !isKnown(in) ? Severity.LOW : pool ? Severity.HIGH : Severity.MEDIUM,
        pool ? Confidence.HIGH : Confidence.MEDIUM,
        AnomalyReason.why(in));
  }

  private boolean isMany(Signal signal, int min) {
    return signal.observed() >= min
        && signal.observed() >= settings.timesUsual() * signal.expected()
        && signal.bits() >= settings.bitsMin();
  }
}
