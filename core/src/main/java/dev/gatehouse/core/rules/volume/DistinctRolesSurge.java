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
import dev.gatehouse.core.rules.kit.TrustMapLookup;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.util.List;

/** {@code distinct-roles-surge}: far more different roles than ever. */
public final class DistinctRolesSurge extends AnomalyRule {
  private static final About ABOUT =
      new About(
          "distinct-roles-surge",
          "Surge of different roles",
          "Somebody who usually takes a few roles a day took many different ones within an hour or a day. That is what trying every door that opens looks like.",
          Severity.HIGH,
          SignalCategory.VOLUME,
          List.of(Attack.of("T1078.004"), Attack.of("T1580")),
          "The set of roles that work needs is small and grows one by one.",
          "Management events of STS and a week of history. For the little known an absolute limit holds from the first record on.",
          "Take a few new roles a day, for weeks.",
          List.of(
              "A first roll-out or audit over all accounts.",
              "A person who moves to a platform team."),
          List.of(
              "Beyond 64 different roles in one hour the count stays there.",
              "A few roles well chosen: new-role-pair and low-privilege-assumes-privileged look at these.",
              "Whoever enters everything each night may do so by day."),
          List.of(
              "Read which roles: one name over all accounts is a roll-out, many names in few accounts are a search.",
              "Ask the owner of the origin; look for a change that covers the hour.",
              "Look for what only an attacker does in the sessions: GetCallerIdentity, List and Get calls without a change.",
              "If nobody knows of it, revoke the origin's credential and the sessions of all roles named."),
          "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html");

  /**
   * Thresholds.
   *
   * @param timesUsual how many times the average of a day, over 30 days
   * @param rolesMin fewest different roles that are worth a word
   * @param bitsMin how unlikely by its own history, in bits
   * @param daysMin active days of history before an average means anything
   * @param rolesMax how many are too many for somebody without history
   * @param rolesHigh how many within an hour are worth waking somebody, if ten times the usual
   */
  public record Settings(
      double timesUsual, int rolesMin, double bitsMin, int daysMin, int rolesMax, int rolesHigh) {
    public Settings {
      Limit.range("timesUsual", timesUsual, 1, 1000);
      Limit.range("rolesMin", rolesMin, 3, 64);
      Limit.range("bitsMin", bitsMin, 10, 1000);
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("rolesMax", rolesMax, 20, 64);
      Limit.range("rolesHigh", rolesHigh, 10, 64);
    }

    public static Settings defaults() {
      return new Settings(4, 6, 14, 7, 40, 20);
    }
  }

  private final Settings settings;
  private final TrustMapLookup trustMap;

  public DistinctRolesSurge(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private DistinctRolesSurge(Settings settings, Estate estate) {
    super(ABOUT, Duration.ofDays(1), estate);
    this.settings = settings;
    this.trustMap = new TrustMapLookup(estate);
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    return in.signal().counter() == Counter.TARGET_ROLES
        && isActor(in)
        && (isKnown(in) ? isSurge(in.signal()) : isTooMany(in));
  }

  private boolean isKnown(Anomaly in) {
    return in.history().daysLearned() >= settings.daysMin();
  }

  @Override
  protected Match match(Anomaly in) {
    Signal signal = in.signal();
    boolean known = isKnown(in);
    boolean high =
        known
            && signal.windowMinutes() == 60
            && signal.observed() >= settings.rolesHigh()
            && signal.observed() >= 10 * signal.average30();
    return new Match(
        "surge",
        Headline.of(
            "{actor} assumed {} different roles" + AnomalyReason.window(signal),
            Quantity.count(signal.observed())),
        high ? Severity.HIGH : known ? Severity.MEDIUM : Severity.LOW,
        high ? Confidence.HIGH : Confidence.MEDIUM,
        AnomalyReason.why(in));
  }

  /** Of the little known: neither were its few days as full, nor did somebody write it down. */
  private boolean isTooMany(Anomaly in) {
    Signal signal = in.signal();
    return signal.observed() >= settings.rolesMax()
        && signal.observed() > 2 * signal.average30()
        && !trustMap.isDocumented(in.activity());
  }

  private boolean isSurge(Signal signal) {
    return signal.observed() >= settings.rolesMin()
        && signal.observed() > settings.timesUsual() * signal.average30()
        && signal.bits() >= settings.bitsMin();
  }
}
