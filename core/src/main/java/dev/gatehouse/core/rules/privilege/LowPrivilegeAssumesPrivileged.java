package dev.gatehouse.core.rules.privilege;

import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Feature;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.BehaviourDetector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.iam.PermissionGain;
import dev.gatehouse.core.rules.kit.AnomalyReason;
import dev.gatehouse.core.rules.kit.AnomalyRule;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.Window;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.grant.PrivilegeClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code low-privilege-assumes-privileged}: who may not change IAM assumes a role that may. */
public final class LowPrivilegeAssumesPrivileged
    implements BehaviourDetector<LowPrivilegeAssumesPrivileged.Memory> {
  private static final About ABOUT =
      new About(
          "low-privilege-assumes-privileged",
          "Role assumed that can change IAM",
          "An identity that may not change IAM itself assumed a role that may, which it never did"
              + " before and hardly anybody like it does. From there everything else can be had.",
          Severity.HIGH,
          SignalCategory.PRIVILEGE,
          List.of(Attack.of("T1078.004"), Attack.of("T1548.005")),
          "Steps up in privilege are built in: the same callers take them each time.",
          "Management events of STS, a week of history of the caller, and authorization details of"
              + " the estate for what caller and role may do. Without these a role counts as powerful"
              + " once it was seen to change IAM, and the finding is low.",
          "Go up by a step that the stolen identity takes anyway.",
          List.of(
              "A person who is given administration for the first time.",
              "A break-glass role, used in an emergency or a rehearsal."),
          List.of(
              "Roles that only hand other roles to services, or that write the code of one, are as"
                  + " good but not counted.",
              "A role whose policies are only partly known, unless it was seen to change IAM.",
              "A role that was never seen to change IAM, where there are no authorization details.",
              "Policies as of the estate's dump: what was attached since is for admin-policy-attached."),
          List.of(
              "Read the role's trust policy: is the caller meant to be there, since when?",
              "List the changes of IAM made in the session.",
              "Ask the owner of the origin; look for a ticket or an incident at that hour.",
              "If nobody knows of it, revoke the session first and the origin's credential next."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html");

  /**
   * Thresholds.
   *
   * @param daysMin active days of history of the caller
   * @param bitsMin how unlikely by history and peers together, in bits
   * @param adoptersMax how many others may have taken the role up within a day
   * @param rememberedDays for how long a change of IAM tells of a role
   */
  public record Settings(int daysMin, double bitsMin, int adoptersMax, int rememberedDays) {
    public Settings {
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("bitsMin", bitsMin, 0, 100);
      Limit.range("adoptersMax", adoptersMax, 0, 1000);
      Limit.range("rememberedDays", rememberedDays, 1, 400);
    }

    public static Settings defaults() {
      return new Settings(7, 6, 2, 90);
    }
  }

  /**
   * What is remembered of one role.
   *
   * @param wrote a call that changed IAM, made in the role; empty if none was seen
   * @param last when that was
   */
  public record Memory(String wrote, Instant last, AnomalyRule.Memory findings) {
    static final Memory NONE = new Memory("", Instant.EPOCH, AnomalyRule.Memory.NONE);

    Memory with(AnomalyRule.Memory more) {
      return new Memory(wrote, last, more);
    }
  }

  private static final Measure PRIVILEGES =
      Measure.of("role-privileges", "what the role may do", "what the caller may do");

  private static final Measure PRIVILEGES_ALONE =
      Measure.of("role-privileges", "what the role may do", "what the caller may do is not known");

  private static final Measure CHANGED_IAM =
      Measure.of("role-changed-iam", "last change of IAM by the role:", "none by its callers");

  private final Settings settings;
  private final Privileges privileges;
  private final ChangeWindows changeWindows;

  public LowPrivilegeAssumesPrivileged(Setup setup) {
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.privileges = new Privileges(setup.estate().inventory());
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  public About about() {
    return ABOUT;
  }

  /** The role: that it was taken, and that it changed IAM, meet there. */
  @Override
  public @Nullable String key(Anomaly in) {
    if (in.signal().kind() != Signal.Kind.NEW_VALUE) {
      return null;
    }
    if (isIamChange(in)) {
      return bare(in.subject().name());
    }
    return in.signal().feature() == Feature.TARGET_ROLE
            && AnomalyRule.isActor(in)
            && in.activity().event().eventName().equals("AssumeRole")
        ? bare(in.signal().value())
        : null;
  }

  /** A kind of change of IAM that the acting role was not known to make. */
  private static boolean isIamChange(Anomaly in) {
    return in.signal().feature() == Feature.ACTION
        && in.subject().kind() == Subject.Kind.IDENTITY
        && in.signal().value().startsWith("iam:")
        && in.activity().event().succeeded()
        && !in.activity().event().readOnly();
  }

  /** Account and name of a role: a session's ARN drops the path, so the path must not tell. */
  private static String bare(String text) {
    Arn arn = Arn.parse(text);
    return arn == null ? text : arn.account() + ":" + arn.name();
  }

  @Override
  public Memory start(String key) {
    return Memory.NONE;
  }

  @Override
  public Instant expires(Memory memory) {
    Instant forgotten =
        memory.wrote().isEmpty()
            ? Instant.MIN
            : memory.last().plus(Duration.ofDays(settings.rememberedDays()));
    Instant said = memory.findings().end();
    return forgotten.isAfter(said) ? forgotten : said;
  }

  @Override
  public Step<Memory, Finding> fold(
      String key, Memory memory, Instant time, String id, Anomaly in) {
    Memory now = memory.with(memory.findings().at(time));
    if (isIamChange(in)) {
      return Step.of(new Memory(in.signal().value(), time, now.findings()));
    }
    Match match = judge(in, now, time);
    if (match == null) {
      return Step.of(now);
    }
    Window day = Window.day(time);
    AnomalyRule.Report report =
        now.findings()
            .report(
                ABOUT,
                FindingId.of(ABOUT.id(), day.from(), key, match.subject()),
                day.end().minusNanos(1),
                changeWindows.lower(match, in.activity()),
                in);
    return Step.of(now.with(now.findings().with(report)), report.out(time));
  }

  private @Nullable Match judge(Anomaly in, Memory memory, Instant time) {
    double bits = in.bits() + AnomalyReason.firstEver(in);
    if (in.history().daysLearned() < settings.daysMin()
        || bits < settings.bitsMin()
        || in.peers().organizationAdoptersDay() > settings.adoptersMax()) {
      return null;
    }
    Activity activity = in.activity();
    String role = in.signal().value();
    Optional<Set<PrivilegeClass>> source = privileges.of(activity.identity());
    Optional<Set<PrivilegeClass>> target = privileges.of(role);
    if (source.isPresent() && Privileges.isPrivileged(source.get())) {
      return null;
    }
    boolean seen =
        !memory.wrote().isEmpty()
            && memory.last().isAfter(time.minus(Duration.ofDays(settings.rememberedDays())));
    boolean powerful = target.isPresent() ? Privileges.isPrivileged(target.get()) : seen;
    if (!powerful) {
      return null;
    }
    boolean certain = source.isPresent() && target.isPresent();
    boolean all = target.isPresent() && target.get().contains(PrivilegeClass.ADMINISTRATOR);
    Reason privilege =
        target.isPresent()
            ? Reason.of(
                source.isPresent() ? PRIVILEGES : PRIVILEGES_ALONE,
                words(target.get()),
                source.isPresent() ? words(source.get()) : Quantity.NONE)
            : Reason.of(CHANGED_IAM, Quantity.time(memory.last())).about(memory.wrote());
    return new Match(
        in.subject().key(),
        Headline.of(
            "{actor} assumed {}, which can change IAM, for the first time",
            Quantity.identity(role)),
        certain && all ? Severity.HIGH : certain ? Severity.MEDIUM : Severity.LOW,
        certain ? Confidence.MEDIUM : Confidence.LOW,
        List.of(AnomalyReason.of(in), privilege));
  }

  private static Quantity words(Set<PrivilegeClass> classes) {
    return classes.isEmpty()
        ? Quantity.text("nothing")
        : Quantity.values(Unit.TEXT, PermissionGain.words(classes));
  }
}
