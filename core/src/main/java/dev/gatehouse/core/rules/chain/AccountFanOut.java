package dev.gatehouse.core.rules.chain;

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
import java.util.Set;
import java.util.TreeSet;

/** {@code account-fan-out}: roles in many unrelated accounts. */
public final class AccountFanOut extends AnomalyRule {
  private static final About ABOUT =
      new About(
          "account-fan-out",
          "Roles in many accounts",
          "Somebody entered ten or more accounts of different business units within an hour or a day, far more than it ever does. One stolen credential is being turned into the whole organization.",
          Severity.HIGH,
          SignalCategory.WAY,
          List.of(Attack.of("T1078.004"), Attack.of("T1580")),
          "Work stays with the accounts of a team; only a few known programs go everywhere, and these always do.",
          "Management events of STS. A list of accounts with business units (estate) to tell related accounts; without it any ten accounts count. A week of history; for the little known a higher limit holds from the first record on.",
          "Enter a few accounts a day, or only those of one unit.",
          List.of(
              "An audit or inventory that is run for the first time.",
              "A change over all accounts by the platform team."),
          List.of(
              "Fewer than ten accounts.",
              "A program that enters every account anyway.",
              "Beyond 48 accounts in one hour the count stays there."),
          List.of(
              "Read which accounts and which roles: the same role in each is a roll-out or a trust that is open everywhere.",
              "Ask the owner of the origin; look for a change that covers the hour.",
              "Look for the first account in which something was changed or data was read.",
              "If nobody knows of it, revoke the origin's credential first, then the sessions in each account."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html");

  /**
   * Thresholds.
   *
   * @param accountsMin fewest accounts that are worth a word
   * @param unitsMin of how many business units they must be, where units are known
   * @param bitsMin how unlikely by its own history, in bits
   * @param timesUsual how many times the average of a day, over 30 days
   * @param daysMin active days of history
   * @param accountsMax how many are too many for somebody without history
   */
  public record Settings(
      int accountsMin,
      int unitsMin,
      double bitsMin,
      double timesUsual,
      int daysMin,
      int accountsMax) {
    public Settings {
      Limit.range("accountsMin", accountsMin, 3, 48);
      Limit.range("unitsMin", unitsMin, 1, 48);
      Limit.range("bitsMin", bitsMin, 5, 1000);
      Limit.range("timesUsual", timesUsual, 1, 1000);
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("accountsMax", accountsMax, 10, 48);
    }

    public static Settings defaults() {
      return new Settings(10, 2, 16, 3, 7, 25);
    }
  }

  private final Settings settings;
  private final TrustMapLookup trustMap;
  private final Estate estate;

  public AccountFanOut(Setup setup) {
    super(ABOUT, Duration.ofDays(1), setup.estate());
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.estate = setup.estate();
    this.trustMap = new TrustMapLookup(setup.estate());
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    Signal signal = in.signal();
    if (signal.counter() != Counter.TARGET_ACCOUNTS || !isActor(in)) {
      return false;
    }
    boolean known = isKnown(in);
    Set<String> units = units(signal);
    return signal.observed() >= (known ? settings.accountsMin() : settings.accountsMax())
        && (known ? isSurge(signal) : !isExplained(in))
        && (units.isEmpty() || units.size() >= settings.unitsMin());
  }

  private boolean isKnown(Anomaly in) {
    return in.history().daysLearned() >= settings.daysMin();
  }

  @Override
  protected Match match(Anomaly in) {
    Signal signal = in.signal();
    boolean known = isKnown(in);
    boolean soon = known && signal.windowMinutes() == 60;
    Set<String> units = units(signal);
    Quantity accounts = Quantity.count(signal.observed());
    String window = AnomalyReason.window(signal);
    return new Match(
        "fan-out",
        units.isEmpty()
            ? Headline.of("{actor} entered {} accounts" + window, accounts)
            : Headline.of(
                "{actor} entered {} accounts of {} business units" + window,
                accounts,
                Quantity.count(units.size())),
        soon ? Severity.HIGH : known ? Severity.MEDIUM : Severity.LOW,
        known ? Confidence.HIGH : Confidence.LOW,
        AnomalyReason.why(in));
  }

  /** Of the little known: its few days were as full, or somebody wrote down that it goes there. */
  private boolean isExplained(Anomaly in) {
    return in.signal().observed() <= 2 * in.signal().average30()
        || trustMap.isDocumented(in.activity());
  }

  private boolean isSurge(Signal signal) {
    return signal.bits() >= settings.bitsMin()
        && signal.observed() > settings.timesUsual() * signal.average30();
  }

  /** Business units of the accounts counted; none where no tag says. */
  private Set<String> units(Signal signal) {
    Set<String> units = new TreeSet<>();
    for (String account : signal.value().split(" ", -1)) {
      estate.businessUnit(account).ifPresent(units::add);
    }
    return units;
  }
}
