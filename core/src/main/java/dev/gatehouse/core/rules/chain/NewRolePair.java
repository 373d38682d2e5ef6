package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.baseline.feature.RoleAssumption;
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
import java.time.Duration;
import java.util.List;

/** {@code new-role-pair}: a caller takes a role it never took. */
public final class NewRolePair extends AnomalyRule {
  private static final About ABOUT =
      new About(
          "new-role-pair",
          "Role new to its caller",
          "Somebody assumed a role that it did not assume in the last 30 days, although it seldom takes up new ones, and hardly anybody like it uses that role.",
          Severity.MEDIUM,
          SignalCategory.WAY,
          List.of(Attack.of("T1078.004"), Attack.of("T1550.001")),
          "Who takes which role is settled by what they work on; new pairs are rare, and come to whole teams.",
          "Management events of STS and a week of history of the caller. Identity Center permission sets and business units (estate) sharpen who is like whom.",
          "Stay with the roles that the stolen identity uses anyway.",
          List.of(
              "A person given a new task, a program given a new account.",
              "A role used for incidents only."),
          List.of(
              "Callers with less than a week of history.",
              "Callers that take up new roles all the time: each is as likely as the last.",
              "The first of many who take up a role on the same day is told only until the second hour's followers show that all do."),
          List.of(
              "Read the role's trust policy: is the caller meant to be there, since when?",
              "Ask the owner of the origin what the role was needed for.",
              "Look at what was done in the session, compared with the role's usual callers.",
              "If nobody knows of it, revoke the session and follow the origin."),
          "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html");

  /**
   * Thresholds.
   *
   * @param daysMin active days of history
   * @param bitsMin how unlikely by history and peers together, in bits
   * @param bitsOwnMin how unlikely by the caller's own history, in bits: 1 where fewer than half of
   *     the hours in which it takes roles bring a new one
   * @param adoptersMax how many others may have taken it up within a day; from more on it is the
   *     organization that changed
   */
  public record Settings(int daysMin, double bitsMin, double bitsOwnMin, int adoptersMax) {
    public Settings {
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("bitsMin", bitsMin, 0, 100);
      Limit.range("bitsOwnMin", bitsOwnMin, 0, 100);
      Limit.range("adoptersMax", adoptersMax, 0, 1000);
    }

    public static Settings defaults() {
      return new Settings(7, 8, 1, 2);
    }
  }

  private final Settings settings;

  public NewRolePair(Setup setup) {
    super(ABOUT, Duration.ofDays(1), setup.estate());
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    if (in.signal().kind() != Signal.Kind.NEW_VALUE
        || in.signal().feature() != Feature.TARGET_ROLE
        || !isActor(in)) {
      return false;
    }
    double first = AnomalyReason.firstEver(in);
    return in.history().daysLearned() >= settings.daysMin()
        && in.signal().bits() + first >= settings.bitsOwnMin()
        && in.bits() + first >= settings.bitsMin()
        && in.peers().organizationAdoptersDay() <= settings.adoptersMax();
  }

  @Override
  protected Match match(Anomaly in) {
    String role = in.signal().value();
    boolean abroad = !in.activity().account().equals(RoleAssumption.account(role));
    return new Match(
        "roles",
        Headline.of("{actor} assumed {} for the first time", Quantity.identity(role)),
        abroad ? Severity.MEDIUM : Severity.LOW,
        Confidence.LOW,
        List.of(AnomalyReason.of(in).about(role)));
  }
}
