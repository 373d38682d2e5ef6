package dev.gatehouse.core.rules.root;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.SingleRecordRule;
import dev.gatehouse.trail.SessionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code root-used}: an account's root user signed in or made a call. */
public final class RootUsed extends SingleRecordRule {
  private static final About ABOUT =
      new About(
          "root-used",
          "Root user used",
          "The root user of an account signed in or made a call. Nothing in the account can hold root"
              + " back, and no daily work needs it.",
          Severity.HIGH,
          SignalCategory.PRIVILEGE,
          List.of(Attack.of("T1078.004")),
          "Root is locked away and taken out for a handful of tasks, by appointment.",
          "Management events. `changes.json` of the estate names the appointments; without it none"
              + " is known.",
          "Use an administrator's role instead: it can do nearly everything.",
          List.of(
              "The tasks that only root can do (closing an account, some billing and support"
                  + " settings): put them into changes.json.",
              "The first sign-in to a new account."),
          List.of(
              "Sign-in of a root user whose sign-in region is not collected.",
              "Records of AWS acting in the account look like root; those that name a service as the"
                  + " caller are left out, and an attack hidden among them would be too."),
          List.of(
              "Ask the keeper of the root credentials, by telephone, whether this was them.",
              "If not: change the root password, remove root access keys and unknown MFA devices,"
                  + " check the root e-mail's mailbox.",
              "List what root did in that hour: new users, keys, roles, trust policies, contacts.",
              "For member accounts, remove root credentials altogether with central root access."),
          "https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-tasks.html");

  /**
   * Choices.
   *
   * @param failedSignIns whether a sign-in that failed is reported, low
   */
  public record Settings(boolean failedSignIns) {
    public static Settings defaults() {
      return new Settings(true);
    }
  }

  private static final Measure SIGN_IN = Measure.of("root-sign-in", "sign-in", "no use of root");

  private static final Measure CALL = Measure.of("root-call", "call", "no use of root");

  private static final Measure SOURCE = Measure.of("source-address", "source address");

  private static final Measure SECOND_FACTOR = Measure.of("second-factor", "second factor");

  private static final Measure CENTRAL =
      Measure.of(
          "central-root-session",
          "central root access",
          "a session for one task, so the severity is lowered");

  private final Settings settings;
  private final ChangeWindows changeWindows;

  public RootUsed(Setup setup) {
    super(ABOUT);
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  public Calls calls() {
    return Calls.by("Root");
  }

  @Override
  protected @Nullable Match judge(Activity in) {
    var event = in.event();
    var who = event.userIdentity();
    if (!who.type().equals("Root") || in.isByService()) {
      return null;
    }
    boolean signIn = event.is("signin.amazonaws.com", "ConsoleLogin");
    boolean failed =
        signIn && (!event.succeeded() || "Failure".equals(event.response("ConsoleLogin")));
    if (failed && !settings.failedSignIns()) {
      return null;
    }
    SessionContext session = who.session();
    boolean central = session != null && session.assumedRoot();
    List<Reason> why = new ArrayList<>();
    why.add(Reason.of(signIn ? SIGN_IN : CALL, Quantity.text(event.call())));
    if (event.sourceIPAddress() != null) {
      why.add(Reason.of(SOURCE, Quantity.text(event.sourceIPAddress())));
    }
    if (signIn) {
      String mfa = event.additional("MFAUsed");
      why.add(
          Reason.of(
              SECOND_FACTOR, Quantity.text(mfa == null ? "not told" : mfa), Quantity.text("Yes")));
    }
    if (central) {
      why.add(Reason.of(CENTRAL, Quantity.text("sts:AssumeRoot")));
    }
    Severity severity = failed ? Severity.LOW : central ? Severity.MEDIUM : Severity.HIGH;
    String account = who.accountId() == null ? in.account() : who.accountId();
    String what = failed ? " failed to sign in" : signIn ? " signed in" : " made calls";
    return changeWindows.lower(
        new Match(
            (failed ? "failed" : "used") + "|" + account.toLowerCase(Locale.ROOT),
            Headline.of("{actor}" + what),
            severity,
            Confidence.HIGH,
            why),
        in);
  }
}
