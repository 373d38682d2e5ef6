package dev.gatehouse.core.rules.chain;

import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.rules.kit.Actor;
import dev.gatehouse.core.rules.kit.Habits;
import dev.gatehouse.core.rules.kit.OpenReports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Memory of {@link DeputyByUpload} and {@link EventBusPivot}: what is usual, what may have
 * triggered a function, at most {@value #TRIGGERS_MAX}, and the findings of the hour.
 *
 * @param usual calls and senders met before
 * @param kinds of calls in the findings of the hour, at most {@value #KINDS_MAX}
 */
public record TriggerMemory(
    Habits usual, List<Trigger> triggers, Set<String> kinds, OpenReports open) {
  static final int TRIGGERS_MAX = 10;
  private static final int KINDS_MAX = 20;

  /** Nothing seen. */
  static final TriggerMemory NONE =
      new TriggerMemory(Habits.NONE, List.of(), Set.of(), OpenReports.NONE);

  /**
   * A record that may have triggered a function.
   *
   * @param by the person, account or role that stays the same from one credential to the next
   * @param identity who acted
   * @param accessKeyId the credential it was done with
   * @param strange whether {@code by} had not done so before
   */
  public record Trigger(
      String eventId,
      Instant time,
      String by,
      String identity,
      @Nullable String accessKeyId,
      boolean strange) {
    static Trigger of(Activity in, boolean strange) {
      return new Trigger(
          in.event().id(),
          in.event().time(),
          Actor.durable(in),
          in.identity(),
          in.event().userIdentity().accessKeyId(),
          strange);
    }

    Evidence evidence() {
      return Evidence.NONE.and(eventId, time);
    }
  }

  public TriggerMemory {
    triggers = List.copyOf(triggers);
    kinds = Set.copyOf(kinds);
  }

  /** This without findings whose hour is over. */
  TriggerMemory at(Instant time) {
    OpenReports still = open.at(time);
    return new TriggerMemory(
        usual, triggers, still.equals(OpenReports.NONE) ? Set.of() : kinds, still);
  }

  TriggerMemory met(String name, Instant time) {
    Habits after = usual.and(name, time);
    return after.equals(usual) ? this : new TriggerMemory(after, triggers, kinds, open);
  }

  TriggerMemory triggered(Trigger trigger) {
    List<Trigger> more =
        new ArrayList<>(
            triggers.size() < TRIGGERS_MAX ? triggers : triggers.subList(1, triggers.size()));
    more.add(trigger);
    return new TriggerMemory(usual, more, kinds, open);
  }

  /** The last trigger since {@code from}, a strange one before others; null for none. */
  @Nullable Trigger last(Instant from) {
    Trigger last = null;
    for (Trigger trigger : triggers) {
      boolean better = last == null || trigger.strange() || !last.strange();
      if (better && !trigger.time().isBefore(from)) {
        last = trigger;
      }
    }
    return last;
  }

  /** Whether all triggers since {@code from} are of one identity, or one alone was strange. */
  boolean isUnambiguous(Instant from) {
    List<Trigger> near = triggers.stream().filter(each -> !each.time().isBefore(from)).toList();
    return near.stream().map(Trigger::identity).distinct().count() <= 1
        || near.stream().filter(Trigger::strange).map(Trigger::identity).distinct().count() == 1;
  }

  Set<String> with(String kind) {
    Set<String> more = new TreeSet<>(kinds);
    if (more.size() < KINDS_MAX) {
      more.add(kind);
    }
    return more;
  }

  TriggerMemory with(OpenReports.Report report, Set<String> all) {
    return new TriggerMemory(usual, triggers, all, open.with(report));
  }
}
