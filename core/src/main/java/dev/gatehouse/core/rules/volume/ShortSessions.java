package dev.gatehouse.core.rules.volume;

import dev.gatehouse.core.baseline.feature.RoleAssumption;
import dev.gatehouse.core.baseline.statistics.Statistics;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.detect.Nature;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.finding.Past;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.SignalCategory;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Prose;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code short-sessions}: sessions of the shortest length, again and again. */
public final class ShortSessions implements Detector<Shorts> {
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
      Limit.range("countMin", countMin, 2, Shorts.RECENT_MAX);
      Limit.range("windowMinutes", windowMinutes, 10, 1440);
      Limit.range("habitDays", habitDays, 1, 30);
      Limit.range("daysMin", daysMin, 1, 30);
      Limit.range("countMax", countMax, 5, Shorts.RECENT_MAX);
    }

    public static Settings defaults() {
      return new Settings(900, 5, 360, 2, 7, 40);
    }
  }

  private final Settings settings;
  private final ChangeWindows changeWindows;

  public ShortSessions(Settings settings, Estate estate) {
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

  /** Who is to be watched as one over many sessions: the being behind them, else the role. */
  @Override
  public @Nullable String key(Activity in) {
    if (!RoleAssumption.is(in.event()) || in.secondCopy() || in.isByService()) {
      return null;
    }
    return in.lineage().isPersonal() ? in.lineage().origin() : in.identity();
  }

  @Override
  public Shorts start(String key) {
    return Shorts.NONE;
  }

  @Override
  public Instant expires(Shorts memory) {
    return memory.expires();
  }

  @Override
  public Step<Shorts, Finding> fold(
      String key, Shorts memory, Instant time, String id, Activity in) {
    String asked = in.event().request("durationSeconds");
    boolean isShort =
        asked != null
            && asked.matches("[0-9]{1,6}")
            && Integer.parseInt(asked) <= settings.seconds();
    Shorts before = memory.at(time);
    Shorts now =
        before.and(in.event().id(), time, isShort, Duration.ofMinutes(settings.windowMinutes()));
    boolean said = before.evidence().count() > 0;
    if (!isShort
        || before.shortDays() >= settings.habitDays()
        || (!said && now.recent().size() < least(before))) {
      return Step.of(now);
    }
    Evidence evidence = before.evidence();
    if (said) {
      evidence = evidence.and(in.event().id(), time);
    } else {
      for (Shorts.Used used : now.recent()) {
        evidence = evidence.and(used.id(), used.time());
      }
    }
    Instant raised = said ? before.raised() : time;
    Instant day = time.truncatedTo(ChronoUnit.DAYS);
    String name = FindingId.of(ABOUT.id(), day, key);
    Finding finding =
        changeWindows.lower(match(now, evidence), in).finding(ABOUT, name, in, evidence, raised);
    Instant end = day.plus(1, ChronoUnit.DAYS).minusNanos(1);
    return Step.of(now.saying(evidence, raised), new Out<>(name, time, end, finding));
  }

  /** Of whom nothing is known nothing can be new; only so many that nobody needs them. */
  private int least(Shorts before) {
    return before.days() < settings.habitDays() ? settings.countMax() : settings.countMin();
  }

  private Match match(Shorts now, Evidence evidence) {
    boolean known = now.days() >= settings.daysMin() || now.assumptions() >= 50;
    double bits = Math.min(300, evidence.count() * Statistics.bits(Math.log(now.share())));
    return new Match(
        "short",
        Prose.ACTOR
            + " asked for "
            + evidence.count()
            + " sessions of at most "
            + settings.seconds()
            + " seconds",
        known ? Severity.MEDIUM : Severity.LOW,
        known && evidence.count() >= 2L * settings.countMin()
            ? Confidence.HIGH
            : known ? Confidence.MEDIUM : Confidence.LOW,
        List.of(
            Prose.reason(
                    "short sessions today",
                    String.valueOf(evidence.count()),
                    now.shorts() + " of " + now.assumptions() + " on the days before")
                .unlikely(bits)
                .after(Past.of(now.days(), now.first().truncatedTo(ChronoUnit.HOURS)))));
  }
}
