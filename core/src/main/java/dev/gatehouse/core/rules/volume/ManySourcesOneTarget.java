package dev.gatehouse.core.rules.volume;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.rules.kit.Actor;
import dev.gatehouse.core.rules.kit.AnomalyReason;
import dev.gatehouse.core.rules.kit.AnomalyRule;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Prose;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private final ChangeWindows changeWindows;

  public ManySourcesOneTarget(Settings settings, Estate estate) {
    super(Duration.ofDays(1));
    this.settings = settings;
    this.changeWindows = new ChangeWindows(estate);
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  protected boolean concerns(Anomaly in) {
    return (in.signal().counter() == Counter.CALLERS
            && in.subject().kind() == Subject.Kind.TARGET
            && in.activity().event().eventName().equals("AssumeRole"))
        || (in.signal().counter() == Counter.NETWORKS && isActor(in));
  }

  @Override
  protected @Nullable Match judge(Anomaly in) {
    Signal signal = in.signal();
    boolean networks = signal.counter() == Counter.NETWORKS;
    boolean known = in.history().daysLearned() >= settings.daysMin();
    int min = networks ? settings.networksMin() : settings.callersMin();
    if (known ? !isUnusual(signal, min) : signal.observed() < settings.sourcesMax()) {
      return null;
    }
    boolean pool =
        networks && signal.windowMinutes() == 60 && signal.observed() >= settings.networksHigh();
    Match match =
        new Match(
            networks ? "networks" : "callers",
            networks
                ? Prose.ACTOR
                    + " was used from "
                    + Prose.number(signal.observed())
                    + " networks"
                    + AnomalyReason.window(signal)
                : Actor.name(in.subject().name())
                    + " was assumed by "
                    + Prose.number(signal.observed())
                    + " callers"
                    + AnomalyReason.window(signal),
            !known ? Severity.LOW : pool ? Severity.HIGH : Severity.MEDIUM,
            pool ? Confidence.HIGH : Confidence.MEDIUM,
            AnomalyReason.why(in));
    return changeWindows.lower(match, in.activity());
  }

  private boolean isUnusual(Signal signal, int min) {
    return signal.observed() >= min
        && signal.observed() >= settings.timesUsual() * signal.expected()
        && signal.bits() >= settings.bitsMin();
  }
}
