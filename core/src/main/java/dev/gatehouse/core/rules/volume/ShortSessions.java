package dev.gatehouse.core.rules.volume;

import dev.gatehouse.core.baseline.feature.RoleAssumption;
import dev.gatehouse.core.baseline.statistics.Statistics;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.detect.Nature;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Past;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.OpenReports;
import dev.gatehouse.core.rules.kit.Setup;
import dev.gatehouse.core.rules.kit.Window;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code short-sessions}: sessions of the shortest length, again and again. */
public final class ShortSessions implements Detector<ShortSessions.Memory> {
  private static final About ABOUT =
      new About(
          "short-sessions",
          "Sessions of the shortest length",
          "Somebody asked several times within hours for sessions of 900 seconds, the shortest there"
              + " is, and never did so before. Nothing lives long enough to be looked at or revoked.",
          Severity.MEDIUM,
          SignalCategory.VOLUME,
          List.of(Attack.of("T1550.001"), Attack.of("T1078.004")),
          "How long sessions are asked for is set in a program once; a change comes with a release.",
          "Management events of STS with request parameters. Two days of history to call"
              + " it new, a week to make it graver; an absolute limit holds from the first record on.",
          "Ask for 901 seconds, or for the default of an hour.",
          List.of(
              "A new program: some SDKs ask for 15 minutes unless told otherwise.",
              "A scanner or pipeline that was hardened to short sessions.",
              "An SDK upgrade that changes the default, over many programs on one day."),
          List.of(
              "Whoever used short sessions on two earlier days is taken to do so by habit.",
              "A limit set by the role's or the session's policy instead of the request.",
              "Fewer than five in six hours.",
              "Callers are judged one by one: a change that comes to all is told of each."),
          List.of(
              "See which role is asked for and what each session does: one call and away is no"
                  + " program's way.",
              "Ask the owner of the caller for a release or a change of settings on that day.",
              "Compare tool and address with the days before.",
              "If nobody knows of it, revoke the caller's credential: the sessions end by themselves."),
          "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html");

  /**
   * Thresholds.
   *
   * @param seconds up to which a session is short; AWS allows no less than 900
   * @param countMin how many within the window
   * @param windowMinutes length of the window that ends with a call
   * @param habitDays on how many earlier days short sessions make a habit
   * @param daysMin days of history that make a finding graver
   * @param countMax how many within the window are too many for somebody without history
   */
  public record Settings(
      int seconds, int countMin, int windowMinutes, int habitDays, int daysMin, int countMax) {
    public Settings {
      Limit.range("seconds", seconds, 900, 43_200);
      Limit.range("countMin", countMin, 2, Memory.RECENT_MAX);
      Limit.range("windowMinutes", windowMinutes, 10, 1440);
      Limit.range("habitDays", habitDays, 1, 30);
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("countMax", countMax, 5, Memory.RECENT_MAX);
    }

    public static Settings defaults() {
      return new Settings(900, 5, 360, 2, 7, 40);
    }
  }

  private static final Measure SHORT_SESSIONS =
      Measure.of("short-sessions", "short sessions on one day", "on all days before");

  private static final Measure EARLIER_SESSIONS =
      Measure.of("earlier-sessions", "sessions of any length on the days before");

  private final Settings settings;
  private final ChangeWindows changeWindows;

  public ShortSessions(Setup setup) {
    this(setup.settings(ABOUT.id(), Settings.defaults()), setup.estate());
  }

  private ShortSessions(Settings settings, Estate estate) {
    this.settings = settings;
    this.changeWindows = new ChangeWindows(estate);
  }

  @Override
  public Nature nature() {
    return Nature.STATISTICAL;
  }

  @Override
  public About about() {
    return ABOUT;
  }

  /** Who is to be watched as one over many sessions: the origin behind them, else the role. */
  @Override
  public Calls calls() {
    return Calls.assumingRoles();
  }

  @Override
  public @Nullable String key(Activity in) {
    if (!RoleAssumption.is(in.event()) || in.secondCopy() || in.isByService()) {
      return null;
    }
    return in.lineage().isPersonal() ? in.lineage().origin() : in.identity();
  }

  @Override
  public Memory start(String key) {
    return Memory.NONE;
  }

  @Override
  public Instant expires(Memory memory) {
    return memory.expires();
  }

  @Override
  public Step<Memory, Finding> fold(
      String key, Memory memory, Instant time, String id, Activity in) {
    String asked = in.event().request("durationSeconds");
    int seconds = RoleAssumption.seconds(asked);
    boolean isShort = seconds >= 0 && seconds <= settings.seconds();
    Memory before = memory.at(time);
    Memory now =
        before.and(in.event().id(), time, isShort, Duration.ofMinutes(settings.windowMinutes()));
    if (!isShort || before.shortDays() >= settings.habitDays()) {
      return Step.of(now);
    }
    OpenReports.Draft draft = now.open().draft(ABOUT, Window.day(time), key);
    if (draft.open() == null && now.recent().size() < least(before)) {
      return Step.of(now);
    }
    Evidence earlier = draft.open() == null ? now.evidence() : draft.open().records();
    Match match = changeWindows.lower(match(now, earlier.count() + 1), in);
    OpenReports.Report report = draft.after(earlier).newest(match, in);
    return Step.of(now.with(report), report.out(time));
  }

  /** Of whom nothing is known nothing can be new; only so many that nobody needs them. */
  private int least(Memory before) {
    return before.days() < settings.habitDays() ? settings.countMax() : settings.countMin();
  }

  private Match match(Memory now, long count) {
    boolean known = now.days() >= settings.daysMin() || now.assumptions() >= 50;
    double bits = Math.min(300, count * Statistics.bits(Math.log(now.share())));
    Past past = Past.of(now.days(), now.first().truncatedTo(ChronoUnit.HOURS));
    return new Match(
        "short",
        Headline.of(
            "{actor} asked for {} sessions of at most {}",
            Quantity.count((double) count),
            Quantity.of(Unit.SECONDS, settings.seconds())),
        known ? Severity.MEDIUM : Severity.LOW,
        known && count >= 2L * settings.countMin()
            ? Confidence.HIGH
            : known ? Confidence.MEDIUM : Confidence.LOW,
        List.of(
            Reason.of(
                    SHORT_SESSIONS,
                    Quantity.count((double) count),
                    Quantity.count((double) now.shorts()))
                .unlikely(bits)
                .after(past),
            Reason.of(EARLIER_SESSIONS, Quantity.count((double) now.assumptions()))));
  }

  /**
   * What is remembered of one caller. Its size does not grow with the number of its sessions.
   *
   * @param first when it assumed a role for the first time
   * @param last when for the last
   * @param assumptions on earlier days
   * @param shorts those of the shortest length among them
   * @param shortDays on how many earlier days there was such a one
   * @param today assumptions of today
   * @param recent the last short ones, at most {@value #RECENT_MAX}
   * @param open the finding of today
   */
  public record Memory(
      Instant first,
      Instant last,
      long assumptions,
      long shorts,
      int shortDays,
      int days,
      long today,
      long shortToday,
      List<Used> recent,
      OpenReports open) {
    static final int RECENT_MAX = 64;
    private static final int FORGET_DAYS = 60;

    /** Nothing seen. */
    static final Memory NONE =
        new Memory(Instant.EPOCH, Instant.EPOCH, 0, 0, 0, 0, 0, 0, List.of(), OpenReports.NONE);

    /** A short session. */
    public record Used(String id, Instant time) {}

    public Memory {
      recent = List.copyOf(recent);
    }

    boolean isEmpty() {
      return last.equals(Instant.EPOCH);
    }

    Instant expires() {
      return isEmpty() ? Instant.MIN : last.plus(Duration.ofDays(FORGET_DAYS));
    }

    /** Chance that an assumption is a short one, by earlier days; Jeffreys' prior. */
    double share() {
      return (shorts + 0.5) / (assumptions + 1.0);
    }

    /** This as of a later moment, before what happens then. */
    Memory at(Instant time) {
      if (!time.isBefore(expires())) {
        return NONE;
      }
      boolean sameDay = !isEmpty() && !time.truncatedTo(ChronoUnit.DAYS).isAfter(last);
      if (isEmpty() || sameDay) {
        return this;
      }
      return new Memory(
          first,
          last,
          assumptions + today,
          shorts + shortToday,
          shortDays + (shortToday > 0 ? 1 : 0),
          days + 1,
          0,
          0,
          List.of(),
          OpenReports.NONE);
    }

    Memory and(String id, Instant time, boolean isShort, Duration window) {
      List<Used> more = recent;
      if (isShort) {
        more = new ArrayList<>(recent);
        more.removeIf(used -> used.time().isBefore(time.minus(window)));
        if (more.size() == RECENT_MAX) {
          more.remove(0);
        }
        more.add(new Used(id, time));
      }
      return new Memory(
          isEmpty() ? time : first,
          time,
          assumptions,
          shorts,
          shortDays,
          days,
          today + 1,
          shortToday + (isShort ? 1 : 0),
          more,
          open);
    }

    /** The recent short sessions but the last, which is the record at hand. */
    Evidence evidence() {
      Evidence evidence = Evidence.NONE;
      for (Used used : recent.subList(0, recent.size() - 1)) {
        evidence = evidence.and(used.id(), used.time());
      }
      return evidence;
    }

    Memory with(OpenReports.Report report) {
      return new Memory(
          first,
          last,
          assumptions,
          shorts,
          shortDays,
          days,
          today,
          shortToday,
          recent,
          open.with(report));
    }
  }
}
