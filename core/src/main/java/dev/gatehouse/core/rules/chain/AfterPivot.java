package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.baseline.statistics.Statistics;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingId;
import dev.gatehouse.core.finding.Quote;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.core.rules.kit.Actor;
import dev.gatehouse.core.rules.kit.ChangeWindows;
import dev.gatehouse.core.rules.kit.Limit;
import dev.gatehouse.core.rules.kit.Match;
import dev.gatehouse.core.rules.kit.Prose;
import dev.gatehouse.core.stage.Out;
import dev.gatehouse.core.stage.Step;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is done soon after an origin first assumed a role of another account. One finding for each
 * such pivot; the acts of sessions that grew from it count, however deep.
 */
public abstract class AfterPivot implements Detector<Pivots> {
  /** The longest {@code windowMinutes} that a setting may ask. */
  public static final int WINDOW_MAX = 720;

  /** On how many days an act must have been done to be somebody's usual work. */
  private static final int HABIT_DAYS = 3;

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

  /** What the record is, in a word that tells kinds apart; null if it is nothing to this one. */
  protected abstract @Nullable String kind(TrailEvent event);

  /** Whether it is somebody's work if they do it often, in whichever account. */
  protected abstract boolean isExcusedByHabit();

  /** How bad it is that all these were done. */
  protected abstract Severity severity(Set<String> kinds);

  /** What was done, to go between a name and a role. */
  protected abstract String words(Set<String> kinds);

  @Override
  public final @Nullable String key(Activity in) {
    if (in.secondCopy() || in.isByService() || !in.event().succeeded()) {
      return null;
    }
    boolean concerned =
        pivot(in) != null || (!in.lineage().hops().isEmpty() && kind(in.event()) != null);
    return concerned ? Actor.durable(in) : null;
  }

  @Override
  public final Pivots start(String key) {
    return Pivots.NONE;
  }

  /** Nothing that is older than {@code memoryDays} counts. */
  @Override
  public final Instant expires(Pivots memory) {
    Instant last = memory.last();
    return last.equals(Instant.MIN) ? last : last.plus(memoryDays + 1L, ChronoUnit.DAYS);
  }

  /** Assuming comes before using within one second. */
  @Override
  public final int rank(Activity in) {
    return pivot(in) == null ? 1 : 0;
  }

  @Override
  public final Step<Pivots, Finding> fold(
      String key, Pivots memory, Instant time, String id, Activity in) {
    Pivots known = time.isBefore(expires(memory)) ? memory : Pivots.NONE;
    Pivots now = known.since(time.minus(windowMinutes, ChronoUnit.MINUTES));
    String role = pivot(in);
    if (role != null) {
      boolean isNew = now.roles().isNew(role, time, memoryDays);
      double novelty = now.roles().novelty(time);
      Pivots met = now.met(role, time);
      return Step.of(
          isNew
              ? met.with(
                  new Pivots.Live(
                      role,
                      time,
                      novelty,
                      novelty > noveltyMax || now.roles().isLearning(time, learnDays),
                      Set.of(),
                      Evidence.NONE.and(in.event().id(), time),
                      null))
              : met);
    }
    Pivots.Live live = live(now, in);
    String kind = kind(in.event());
    if (kind == null) {
      return Step.of(now);
    }
    boolean usual = isExcusedByHabit() && !now.kinds().isRare(kind, time, memoryDays, HABIT_DAYS);
    now = now.did(kind, time);
    if (live == null || usual || (live.learning() && !learning)) {
      return Step.of(now);
    }
    Evidence evidence = live.evidence().and(in.event().id(), time);
    Finding said = live.said();
    Set<String> kinds = live.with(kind);
    Match match = changeWindows.lower(match(live, kinds, in), in);
    Instant hour = live.time().truncatedTo(ChronoUnit.HOURS);
    String name = FindingId.of(about().id(), hour, key, live.role(), live.time().toString());
    Finding finding =
        match.finding(about(), name, in, evidence, said == null ? time : said.raised());
    Instant closes = live.time().plus(windowMinutes, ChronoUnit.MINUTES);
    return Step.of(
        now.with(live.and(kinds, evidence, finding)),
        new Out<>(name, time, closes.isBefore(time) ? time : closes, finding));
  }

  private Match match(Pivots.Live live, Set<String> kinds, Activity in) {
    Severity severity = severity(kinds);
    String role = Quote.plain(live.role());
    return new Match(
        live.role(),
        Prose.ACTOR + " " + words(kinds) + " soon after it first assumed " + role,
        live.learning() ? Severity.LOW : severity,
        live.learning() ? Confidence.LOW : Confidence.MEDIUM,
        List.of(
            Prose.reason(
                    "cross-account assumption",
                    role + " at " + live.time() + (live.learning() ? ", still learned about" : ""),
                    "roles that "
                        + Actor.name(Actor.durable(in))
                        + " assumed in "
                        + memoryDays
                        + " days")
                .unlikely(Statistics.bits(Math.log(live.novelty()))),
            Prose.reason(
                "then, within " + windowMinutes + " minutes",
                Quote.plain(String.join(", ", kinds.stream().sorted().toList())),
                "the work this origin does elsewhere")));
  }

  /** The new role that the record was made by or through. */
  private static Pivots.@Nullable Live live(Pivots pivots, Activity in) {
    for (Hop hop : in.lineage().hops()) {
      Pivots.Live live = pivots.of(plain(hop.roleArn()));
      if (live != null) {
        return live;
      }
    }
    return null;
  }

  /** The role of another account that the record assumes; null if it does not. */
  private static @Nullable String pivot(Activity in) {
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
