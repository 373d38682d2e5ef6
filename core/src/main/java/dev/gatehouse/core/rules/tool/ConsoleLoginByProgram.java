package dev.gatehouse.core.rules.tool;

import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.finding.Quote;
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
import dev.gatehouse.core.rules.kit.Prose;
import dev.gatehouse.core.stage.Out;
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
public final class ConsoleLoginByProgram implements Detector<ProgramUse> {
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
              "Federated sign-ins of roles whose way home the trail does not show."),
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

  private final Settings settings;
  private final Estate estate;
  private final ChangeWindows changeWindows;

  public ConsoleLoginByProgram(Settings settings, Estate estate) {
    this.settings = settings;
    this.estate = estate;
    this.changeWindows = new ChangeWindows(estate);
  }

  @Override
  public About about() {
    return ABOUT;
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
  public ProgramUse start(String key) {
    return ProgramUse.NONE;
  }

  @Override
  public Step<ProgramUse, Finding> fold(
      String key, ProgramUse memory, Instant time, String id, Activity in) {
    if (!isSignIn(in.event())) {
      return Step.of(memory.bySdk(time));
    }
    ProgramUse next = memory.atConsole(time);
    Instant usual = memory.console().plus(settings.memoryDays(), ChronoUnit.DAYS);
    boolean first = !memory.hour().equals(time.truncatedTo(ChronoUnit.HOURS));
    Cause password = password(in, time);
    boolean renewed = password != null && password.time().isAfter(memory.console());
    if (first && usual.isAfter(time) && !renewed) {
      return Step.of(next);
    }
    Match match = match(memory, password, in);
    if (match == null || (!first && memory.said() == null)) {
      return Step.of(next);
    }
    Match weighed = changeWindows.lower(match, in);
    Instant hour = time.truncatedTo(ChronoUnit.HOURS);
    Evidence evidence = (first ? Evidence.NONE : memory.evidence()).and(in.event().id(), time);
    String name = FindingId.of(ABOUT.id(), hour, key);
    Finding said = first ? null : memory.said();
    Finding finding =
        said == null ? weighed.finding(ABOUT, name, in, evidence, time) : said.with(evidence);
    return Step.of(
        next.saying(hour, evidence, finding),
        new Out<>(name, time, hour.plus(1, ChronoUnit.HOURS), finding));
  }

  private @Nullable Match match(ProgramUse memory, @Nullable Cause made, Activity in) {
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
      why.add(Prose.reason("holder", Quote.plain(in.lineage().origin()), "a person"));
    }
    if (habit) {
      why.add(
          Prose.reason(
              "use so far",
              "SDK calls on " + memory.sdkDays() + " days, no sign-in",
              "a sign-in within " + settings.memoryDays() + " days"));
    }
    if (Boolean.FALSE.equals(password)) {
      why.add(
          Prose.reason("estate", "a user without a console password", "a password in the report"));
    }
    if (made != null) {
      why.add(
          Prose.reason(
              "password",
              "set " + made.time() + " by " + Actor.name(made.by()),
              "one that the owner set long ago"));
    }
    boolean sure = workload || made != null || Boolean.FALSE.equals(password);
    return new Match(
        "console",
        Prose.ACTOR
            + (in.event().eventName().equals("ConsoleLogin")
                ? " signed in to the console"
                : " asked for a console sign-in token")
            + ", though it is a program",
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
