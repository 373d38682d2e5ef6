package dev.gatehouse.core.rules.tool;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.rules.kit.Actor;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.OpenReports;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.Window;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.inventory.Credentials;
import dev.gatehouse.policy.aws.UniqueId;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code console-login-by-program}: an identity made for a program signed in to the console. */
public final class ConsoleLoginByProgram implements Detector<ConsoleLoginByProgram.Memory> {
  private static final About ABOUT =
      new About(
          "console-login-by-program",
          "Console sign-in by a program",
          "An identity that belongs to a program signed in to the console, or asked for a sign-in"
              + " token. Programs have no eyes: somebody holds its credential.",
          Severity.HIGH,
          SignalCategory.TOOL,
          List.of(Attack.of("T1078.004"), Attack.of("T1550.001")),
          "Programs call APIs through SDKs and never open a browser.",
          "Management events with sign-in records of every region that users sign in through. A"
              + " workload's role is known by its lineage at once; a user by the credential report"
              + " in the estate, else by `daysMin` days of SDK calls in the trail: until then users"
              + " are silent.",
          "Use the credential from the command line, as the program does.",
          List.of(
              "An engineer who debugs with a workload's credential: rarely allowed, and worth a"
                  + " word.",
              "A person's user whose keys are used by scripts only and who signs in once a"
                  + " quarter."),
          List.of(
              "Programs that were signed in to once already within `memoryDays`, unless the"
                  + " password was set anew since.",
              "Users without a credential report whose keys are used from the command line only.",
              "Federated sign-ins of roles whose origin the trail does not show."),
          List.of(
              "Ask who signed in. A program's owner can say at once that nobody should have.",
              "Delete the login profile, revoke the session, rotate the program's keys.",
              "If the password was made by another identity: follow that session home first.",
              "List what the console session did: its key ids begin with ASIA and no record issues"
                  + " them."),
          "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html");

  /**
   * Choices.
   *
   * @param daysMin days with SDK calls from which on a user is taken for a program
   * @param memoryDays a sign-in within so many days makes the next one usual
   */
  public record Settings(int daysMin, int memoryDays) {
    public Settings {
      Limit.range("daysMin", daysMin, 1, 60);
      Limit.range("memoryDays", memoryDays, 1, 365);
    }

    public static Settings defaults() {
      return new Settings(3, 90);
    }
  }

  /**
   * What is remembered of one identity.
   *
   * @param sdkDay the last day with SDK calls
   * @param sdkDays how many such days there were, counted to a hundred
   * @param console the last sign-in; the epoch before the first
   * @param open the finding of the hour
   */
  public record Memory(Instant sdkDay, int sdkDays, Instant console, OpenReports open) {
    /** Nothing seen. */
    static final Memory NONE = new Memory(Instant.EPOCH, 0, Instant.EPOCH, OpenReports.NONE);

    Memory bySdk(Instant time) {
      Instant day = time.truncatedTo(ChronoUnit.DAYS);
      return day.equals(sdkDay) ? this : new Memory(day, Math.min(100, sdkDays + 1), console, open);
    }

    Memory atConsole(Instant time) {
      return new Memory(sdkDay, sdkDays, time, open.at(time));
    }

    Memory with(OpenReports.Report report) {
      return new Memory(sdkDay, sdkDays, console, open.with(report));
    }
  }

  private static final Measure WORKLOAD =
      Measure.of("signed-in-workload", "the credential belongs to", "a person");

  private static final Measure SDK_DAYS =
      Measure.of("sdk-days", "days with SDK calls and no sign-in");

  private static final Measure NO_PASSWORD =
      Measure.of("no-console-password", "console password in the estate", "one in the report");

  private static final Measure PASSWORD_SET =
      Measure.of("password-set", "password set", "long ago");

  private static final Measure PASSWORD_SET_BY =
      Measure.of("password-set-by", "password set by", "its user");

  private final Settings settings;
  private final Estate estate;
  private final ChangeWindows changeWindows;

  public ConsoleLoginByProgram(Setup setup) {
    this.settings = setup.settings(ABOUT.id(), Settings.defaults());
    this.estate = setup.estate();
    this.changeWindows = new ChangeWindows(setup.estate());
  }

  @Override
  public About about() {
    return ABOUT;
  }

  @Override
  public Calls calls() {
    return Calls.of("signin").or(Calls.by("IAMUser"));
  }

  @Override
  public @Nullable String key(Activity in) {
    if (in.secondCopy() || in.isByService()) {
      return null;
    }
    boolean user = in.event().userIdentity().type().equals("IAMUser");
    return isSignIn(in.event()) || (user && isBySdk(in.event())) ? in.identity() : null;
  }

  private static boolean isSignIn(TrailEvent event) {
    return event.eventSource().equals("signin.amazonaws.com")
        && (event.eventName().equals("GetSigninToken")
            || (event.eventName().equals("ConsoleLogin")
                && "Success".equals(event.response("ConsoleLogin"))));
  }

  /** A call that a program made with a long-term key, and not a person at a command line. */
  private static boolean isBySdk(TrailEvent event) {
    String key = event.userIdentity().accessKeyId();
    String agent = event.userAgent();
    if (!UniqueId.LONG_TERM_KEY.is(key) || agent == null) {
      return false;
    }
    String lower = agent.toLowerCase(Locale.ROOT);
    return !lower.startsWith("aws-cli") && !lower.contains("mozilla") && !lower.contains("console");
  }

  @Override
  public Memory start(String key) {
    return Memory.NONE;
  }

  @Override
  public Step<Memory, Finding> fold(
      String key, Memory memory, Instant time, String id, Activity in) {
    if (!isSignIn(in.event())) {
      return Step.of(memory.bySdk(time));
    }
    Memory next = memory.atConsole(time);
    Instant usual = memory.console().plus(settings.memoryDays(), ChronoUnit.DAYS);
    OpenReports.Draft draft = next.open().draft(ABOUT, Window.hour(time), key);
    Cause password = password(in, time);
    boolean renewed = password != null && password.time().isAfter(memory.console());
    if (draft.open() == null && usual.isAfter(time) && !renewed) {
      return Step.of(next);
    }
    Match match = match(memory, password, in);
    if (match == null) {
      return Step.of(next);
    }
    OpenReports.Report report =
        draft.open() == null ? draft.newest(changeWindows.lower(match, in), in) : draft.also(in);
    return Step.of(next.with(report), report.out(time));
  }

  private @Nullable Match match(Memory memory, @Nullable Cause made, Activity in) {
    List<Reason> why = new ArrayList<>();
    boolean workload = in.lineage().originType() == OriginType.SERVICE || Actor.isWebIdentity(in);
    boolean user = in.event().userIdentity().type().equals("IAMUser");
    boolean habit = user && memory.sdkDays() >= settings.daysMin();
    Boolean password = user ? password(in) : null;
    if (!workload && !habit && !Boolean.FALSE.equals(password)) {
      return null;
    }
    if (habit && Boolean.TRUE.equals(password)) {
      return null;
    }
    if (workload) {
      why.add(Reason.of(WORKLOAD, Quantity.identity(in.lineage().origin())));
    }
    if (habit) {
      why.add(
          Reason.of(
              SDK_DAYS, Quantity.count(memory.sdkDays()), Quantity.fewerThan(settings.daysMin())));
    }
    if (Boolean.FALSE.equals(password)) {
      why.add(Reason.of(NO_PASSWORD, Quantity.text("none")));
    }
    if (made != null) {
      why.add(Reason.of(PASSWORD_SET, Quantity.time(made.time())));
      why.add(Reason.of(PASSWORD_SET_BY, Quantity.identity(made.by())));
    }
    boolean sure = workload || made != null || Boolean.FALSE.equals(password);
    return new Match(
        "console",
        Headline.of(
            in.event().eventName().equals("ConsoleLogin")
                ? "{actor} signed in to the console, though it is a program"
                : "{actor} got a console sign-in token, though it is a program"),
        sure ? Severity.HIGH : Severity.MEDIUM,
        sure ? Confidence.HIGH : Confidence.MEDIUM,
        why);
  }

  /** The act by which the password was set lately, if the trail shows it. */
  private static @Nullable Cause password(Activity in, Instant time) {
    return in.lineage().causes().stream()
        .filter(cause -> cause.kind() == Cause.Kind.LOGIN_PROFILE_SET)
        .filter(cause -> cause.time().plus(7, ChronoUnit.DAYS).isAfter(time))
        .max(Comparator.comparing(Cause::time))
        .orElse(null);
  }

  /** Whether the estate knows of a console password; null where it does not say. */
  private @Nullable Boolean password(Activity in) {
    return estate
        .inventory()
        .account(in.account())
        .map(
            account ->
                account.credentials().get(String.valueOf(in.event().userIdentity().userName())))
        .map(Credentials::password)
        .orElse(null);
  }
}
