package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.Actor;
import dev.gatehouse.core.rules.kit.Habits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Memory of {@link DeputyByUpload} and {@link EventBusPivot}: what is usual, who knocked lately, at
 * most {@value #KNOCKS_MAX}, and the finding of the current hour.
 *
 * @param usual calls, senders: what was met before
 * @param kinds what is new in this hour
 */
public record Woken(
    Habits usual,
    List<Knock> knocks,
    Instant hour,
    Set<String> kinds,
    Evidence evidence,
    @Nullable Finding said) {
  static final int KNOCKS_MAX = 10;
  private static final int KINDS_MAX = 20;

  /** Nothing seen. */
  public static final Woken NONE =
      new Woken(Habits.NONE, List.of(), Instant.EPOCH, Set.of(), Evidence.NONE, null);

  /**
   * A record that may have woken a function.
   *
   * @param by whose act it was
   * @param identity who acted
   * @param accessKeyId the credential it was done with
   * @param strange whether {@code by} had not done so before
   */
  public record Knock(
      String eventId,
      Instant time,
      String by,
      String identity,
      @Nullable String accessKeyId,
      boolean strange) {
    static Knock of(Activity in, boolean strange) {
      return new Knock(
          in.event().id(),
          in.event().time(),
          Actor.name(in),
          in.identity(),
          in.event().userIdentity().accessKeyId(),
          strange);
    }
  }

  public Woken {
    knocks = List.copyOf(knocks);
    kinds = Set.copyOf(kinds);
  }

  /** This, in the hour that begins at {@code now}. */
  Woken at(Instant now) {
    return now.equals(hour) ? this : new Woken(usual, knocks, now, Set.of(), Evidence.NONE, null);
  }

  Woken met(String name, Instant time) {
    Habits after = usual.and(name, time);
    return after.equals(usual) ? this : new Woken(after, knocks, hour, kinds, evidence, said);
  }

  Woken knocked(Knock knock) {
    List<Knock> more =
        new ArrayList<>(knocks.size() < KNOCKS_MAX ? knocks : knocks.subList(1, knocks.size()));
    more.add(knock);
    return new Woken(usual, more, hour, kinds, evidence, said);
  }

  /** The last knock since {@code from}, a strange one before others; null for none. */
  @Nullable Knock last(Instant from) {
    Knock last = null;
    for (Knock knock : knocks) {
      boolean better = last == null || knock.strange() || !last.strange();
      if (better && !knock.time().isBefore(from)) {
        last = knock;
      }
    }
    return last;
  }

  /** Whether all that knocked since {@code from} were one, or one of them alone was strange. */
  boolean isPlain(Instant from) {
    List<Knock> near = knocks.stream().filter(knock -> !knock.time().isBefore(from)).toList();
    return near.stream().map(Knock::identity).distinct().count() <= 1
        || near.stream().filter(Knock::strange).map(Knock::identity).distinct().count() == 1;
  }

  Set<String> with(String kind) {
    Set<String> more = new TreeSet<>(kinds);
    if (more.size() < KINDS_MAX) {
      more.add(kind);
    }
    return more;
  }

  Woken saying(Set<String> all, Evidence longer, Finding finding) {
    return new Woken(usual, knocks, hour, all, longer, finding);
  }
}
