package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.baseline.statistics.Statistics;
import dev.gatehouse.core.detect.Call;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Headline;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.rules.kit.Actor;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Habits;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.OpenReports;
import dev.gatehouse.core.rules.kit.Window;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is done soon after an origin first assumed a role of another account. There is one finding
 * for each role so assumed; calls of sessions further down the chain count as well.
 */
public abstract class AfterPivot implements Detector<AfterPivot.Memory> {
  /** The longest {@code windowMinutes} that a setting may ask. */
  public static final int WINDOW_MAX = 720;

  /** On how many days an act must have been done to be somebody's usual work. */
  private static final int HABIT_DAYS = 3;

  /**
   * What is remembered of one origin.
   *
   * @param roles of other accounts that it assumed before
   * @param kinds of calls that it made in any of them
   * @param live roles assumed for the first time that are still watched, at most {@value #LIVE_MAX}
   * @param open findings of these
   */
  public record Memory(Habits roles, Habits kinds, List<Live> live, OpenReports open) {
    static final int LIVE_MAX = 20;
    private static final int KINDS_MAX = 20;

    /** Nothing seen. */
    static final Memory NONE = new Memory(Habits.NONE, Habits.NONE, List.of(), OpenReports.NONE);

    /**
     * A role assumed for the first time.
     *
     * @param role ARN without its path
     * @param record that assumed it
     * @param novelty chance that somebody with this history comes to a new role
     * @param learning there was too little history to call it new
     * @param kinds of calls made with it so far
     */
    public record Live(
        String role,
        Instant time,
        String record,
        double novelty,
        boolean learning,
        Set<String> kinds) {
      public Live {
        kinds = Set.copyOf(kinds);
      }

      /** With one more kind of call, at most {@value #KINDS_MAX}. */
      Live did(String kind) {
        if (kinds.contains(kind) || kinds.size() >= KINDS_MAX) {
          return this;
        }
        Set<String> more = new TreeSet<>(kinds);
        more.add(kind);
        return new Live(role, time, record, novelty, learning, more);
      }
    }

    public Memory {
      live = List.copyOf(live);
    }

    /** Without the roles that were assumed before {@code from}. */
    Memory since(Instant from) {
      return live.stream().noneMatch(each -> each.time().isBefore(from))
          ? this
          : new Memory(
              roles,
              kinds,
              live.stream().filter(each -> !each.time().isBefore(from)).toList(),
              open);
    }

    Memory met(String role, Instant time) {
      Habits after = roles.and(role, time);
      return after.equals(roles) ? this : new Memory(after, kinds, live, open);
    }

    /** The last day of which anything is remembered; {@link Instant#MIN} for none. */
    Instant last() {
      return Stream.of(roles, kinds)
          .flatMap(habits -> habits.met().values().stream())
          .map(Habits.Met::last)
          .max(Instant::compareTo)
          .orElse(Instant.MIN);
    }

    Memory did(String kind, Instant time) {
      Habits after = kinds.and(kind, time);
      return after.equals(kinds) ? this : new Memory(roles, after, live, open);
    }

    Memory with(Live one) {
      List<Live> more = new ArrayList<>(live);
      more.removeIf(each -> each.role().equals(one.role()));
      more.add(one);
      return new Memory(
          roles, kinds, more.size() > LIVE_MAX ? more.subList(1, more.size()) : more, open);
    }

    Memory with(OpenReports reports) {
      return new Memory(roles, kinds, live, reports);
    }

    @Nullable Live of(String role) {
      return live.stream().filter(each -> each.role().equals(role)).findFirst().orElse(null);
    }
  }

  private final int windowMinutes;
  private final int memoryDays;
  private final int learnDays;
  private final double noveltyMax;
  private final boolean learning;
  private final ChangeWindows changeWindows;

  public AfterPivot(
      int windowMinutes,
      int memoryDays,
      int learnDays,
      double noveltyMax,
      boolean learning,
      Estate estate) {
    Limit.range("windowMinutes", windowMinutes, 1, WINDOW_MAX);
    Limit.range("memoryDays", memoryDays, 1, 365);
    Limit.range("learnDays", learnDays, 0, 90);
    Limit.range("noveltyMax", noveltyMax, 0, 1);
    this.windowMinutes = windowMinutes;
    this.memoryDays = memoryDays;
    this.learnDays = learnDays;
    this.noveltyMax = noveltyMax;
    this.learning = learning;
    this.changeWindows = new ChangeWindows(estate);
  }

  /** The calls that go over into another account. */
  protected static final Calls ASSUMING = Calls.of("sts", "AssumeRole");

  /** What the call is, in a word that tells kinds apart; null if it is nothing to this one. */
  protected abstract @Nullable String kindOf(Call call);

  /** Whether it is somebody's work if they do it often, in whichever account. */
  protected abstract boolean isExcusedByHabit();

  /** How bad it is that all these were done. */
  protected abstract Severity severity(Set<String> kinds);

  /** What was done, in the words of a title. */
  protected abstract String words(Set<String> kinds);

  @Override
  public final @Nullable String key(Activity in) {
    if (in.secondCopy() || in.isByService() || !in.event().succeeded()) {
      return null;
    }
    boolean concerned =
        assumed(in) != null
            || (!in.lineage().hops().isEmpty() && kindOf(Call.of(in.event())) != null);
    return concerned ? Actor.durable(in) : null;
  }

  @Override
  public final Memory start(String key) {
    return Memory.NONE;
  }

  /** Nothing that is older than {@code memoryDays} counts. */
  @Override
  public final Instant expires(Memory memory) {
    Instant last = memory.last();
    return last.equals(Instant.MIN) ? last : last.plus(memoryDays + 1L, ChronoUnit.DAYS);
  }

  /** Assuming comes before using within one second. */
  @Override
  public final int rank(Activity in) {
    return assumed(in) == null ? 1 : 0;
  }

  @Override
  public final Step<Memory, Finding> fold(
      String key, Memory memory, Instant time, String id, Activity in) {
    Memory known = time.isBefore(expires(memory)) ? memory : Memory.NONE;
    Memory now = known.since(time.minus(windowMinutes, ChronoUnit.MINUTES));
    String role = assumed(in);
    if (role != null) {
      double novelty = now.roles().novelty(time);
      boolean learning = novelty > noveltyMax || now.roles().isLearning(time, learnDays);
      Memory met = now.met(role, time);
      return Step.of(
          now.roles().isNew(role, time, memoryDays)
              ? met.with(new Memory.Live(role, time, in.event().id(), novelty, learning, Set.of()))
              : met);
    }
    Memory.Live live = live(now, in);
    String kind = kindOf(Call.of(in.event()));
    if (kind == null) {
      return Step.of(now);
    }
    boolean usual = isExcusedByHabit() && !now.kinds().isRare(kind, time, memoryDays, HABIT_DAYS);
    now = now.did(kind, time);
    if (live == null || usual || (live.learning() && !learning)) {
      return Step.of(now);
    }
    Memory.Live after = live.did(kind);
    Instant end = live.time().plus(windowMinutes, ChronoUnit.MINUTES).plusNanos(1);
    Window window = new Window(live.time().truncatedTo(ChronoUnit.HOURS), end);
    OpenReports open = now.open().at(time);
    OpenReports.Report report =
        open.draft(about(), window, key, live.role(), live.time().toString())
            .after(Evidence.NONE.and(live.record(), live.time()))
            .newest(changeWindows.lower(match(after), in), in);
    return Step.of(now.with(after).with(open.with(report)), report.out(time));
  }

  private Match match(Memory.Live live) {
    return new Match(
        live.role(),
        Headline.of(
            "{origin} "
                + words(live.kinds())
                + " as {} within "
                + windowMinutes
                + " minutes of first assuming it",
            Quantity.identity(live.role())),
        live.learning() ? Severity.LOW : severity(live.kinds()),
        live.learning() ? Confidence.LOW : Confidence.MEDIUM,
        List.of(
            Reason.of(
                    Measure.of(
                        live.learning() ? "role-assumed-while-learning" : "role-first-assumed",
                        "first assumption in " + memoryDays + " days of",
                        live.learning()
                            ? "too little is known of the origin, so the severity is low"
                            : "roles that the origin assumed before"),
                    Quantity.time(live.time()))
                .about(live.role())
                .unlikely(Statistics.bits(Math.log(live.novelty()))),
            Reason.of(
                Measure.of(
                    "calls-after-first-assumption",
                    "then, within " + windowMinutes + " minutes",
                    "the work that the origin does elsewhere"),
                Quantity.count(new TreeSet<>(live.kinds())))));
  }

  /** The new role that the record was made by or through. */
  private static Memory.@Nullable Live live(Memory memory, Activity in) {
    for (Hop hop : in.lineage().hops()) {
      Memory.Live live = memory.of(plain(hop.roleArn()));
      if (live != null) {
        return live;
      }
    }
    return null;
  }

  /** The role of another account that the record assumes; null if it does not. */
  private static @Nullable String assumed(Activity in) {
    TrailEvent event = in.event();
    if (!event.is("sts.amazonaws.com", "AssumeRole")
        || event.userIdentity().type().equals("AWSService")) {
      return null;
    }
    String role = event.request("roleArn");
    String account = role == null ? "" : Arn.account(role);
    return role == null || account.isEmpty() || account.equals(in.account()) ? null : plain(role);
  }

  /** A role's ARN without its path, as requests and sessions differ in it. */
  private static String plain(String roleArn) {
    int path = roleArn.indexOf(":role/");
    int name = roleArn.lastIndexOf('/') + 1;
    return path < 0 ? roleArn : roleArn.substring(0, path) + ":role/" + roleArn.substring(name);
  }
}
