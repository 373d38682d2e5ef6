package dev.gatehouse.core.rules.habit;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Feature;
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

/** {@code new-call-after-assume}: a session begins with what never followed this role before. */
public final class NewCallAfterAssume extends AnomalyRule {
  private static final About ABOUT =
      new About(
          "new-call-after-assume",
          "New call right after assuming",
          "Within five minutes after a role was assumed its session made a call that never followed"
              + " so soon, in this role or in those of its name elsewhere. Whoever took the role took"
              + " it for something else than usual.",
          Severity.MEDIUM,
          SignalCategory.HABIT,
          List.of(Attack.of("T1078.004"), Attack.of("T1098.003")),
          "A role is assumed for a purpose, and its sessions begin alike.",
          "A week of history of the role; the issuing records, to know when a session began.",
          "Wait five minutes after assuming the role, or begin with its usual calls.",
          List.of(
              "A role's first use for a new task; its owner knows.",
              "A rare duty, such as a snapshot before a migration."),
          List.of(
              "Roles with less than a week of history.",
              "Calls later in a session; behaviour-widening sees these.",
              "Workloads whose credential no record issued, instances above all."),
          List.of(
              "See who assumed the role, and whether they usually do.",
              "Ask them what the call was for; look for a deployment or ticket.",
              "If it changed permissions, logging or snapshots, undo it first.",
              "Narrow the role's policy to the calls it is meant for."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html");

  /**
   * Thresholds.
   *
   * @param daysMin active days of the role
   * @param bitsMin how unlikely by the role's history and its peers together, in bits
   * @param bitsMedium from which on a call that changes something is worth a look by itself
   * @param adoptersMax how many other roles may have come to the call within a day
   */
  public record Settings(int daysMin, double bitsMin, double bitsMedium, int adoptersMax) {
    public Settings {
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("bitsMin", bitsMin, 0, 100);
      Limit.range("bitsMedium", bitsMedium, 0, 100);
      Limit.range("adoptersMax", adoptersMax, 0, 1000);
    }

    public static Settings defaults() {
      return new Settings(7, 7, 9, 3);
    }
  }

  private final Settings settings;

  public NewCallAfterAssume(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private NewCallAfterAssume(Settings settings, Estate estate) {
    super(ABOUT, Duration.ofHours(1), estate);
    this.settings = settings;
  }

  @Override
  protected boolean isUnusual(Anomaly in) {
    return in.signal().kind() == Signal.Kind.NEW_VALUE
        && in.signal().feature() == Feature.CALL_AFTER_ASSUME
        && in.subject().kind() == Subject.Kind.IDENTITY
        && in.history().daysLearned() >= settings.daysMin()
        && in.bits() >= settings.bitsMin()
        && in.peers().organizationAdoptersDay() <= settings.adoptersMax();
  }

  @Override
  protected Match match(Anomaly in) {
    boolean medium =
        !in.activity().event().readOnly()
            && in.activity().event().succeeded()
            && in.bits() >= settings.bitsMedium();
    return new Match(
        "calls",
        Headline.of(
            "{actor} began a session with {}, as never before", Quantity.text(in.signal().value())),
        medium ? Severity.MEDIUM : Severity.LOW,
        medium ? Confidence.MEDIUM : Confidence.LOW,
        AnomalyReason.why(in));
  }
}
