package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.stage.FixedList;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory of distinct things that calls were about within a sliding window, at most {@value
 * #THINGS_MAX}; beyond that the one not met for longest is forgotten.
 *
 * <p>Once raised, everything more within the UTC hour belongs to the same finding; then counting
 * begins anew, so that a lasting burst is one finding an hour.
 *
 * @param things each thing once, in the order of first touch
 * @param raised when the threshold was crossed; null before
 * @param evidence records since the window's begin, from the crossing on
 */
public record Burst(List<Thing> things, @Nullable Instant raised, Evidence evidence) {
  /** How many distinct things are remembered. */
  public static final int THINGS_MAX = 200;

  /** Nothing seen. */
  public static final Burst NONE = new Burst(List.of(), null, Evidence.NONE);

  /**
   * A thing touched.
   *
   * @param name what it is
   * @param group what kind of thing, or where
   * @param weight how much it counts
   * @param firstId the record that touched it first
   * @param count of the records that touched it before any other thing; a record that touches many
   *     is counted once
   */
  public record Thing(
      String name,
      String group,
      int weight,
      String firstId,
      Instant first,
      Instant last,
      long count) {}

  public Burst {
    things = FixedList.of(things);
  }

  /** What of this still means something at {@code time}. */
  public Burst at(Instant time, long windowSeconds) {
    if (raised != null) {
      return time.isBefore(end()) ? this : NONE;
    }
    Instant from = time.minusSeconds(windowSeconds);
    for (int i = 0; i < things.size(); i++) {
      if (!things.get(i).last().isAfter(from)) {
        return new Burst(
            things.stream().filter(t -> t.last().isAfter(from)).toList(), null, evidence);
      }
    }
    return this;
  }

  /**
   * This and one more touch. The weight of a thing is the greatest it was touched with.
   *
   * @param counts whether this touch is the first of its record
   */
  public Burst and(String name, String group, int weight, boolean counts, String id, Instant time) {
    int one = counts ? 1 : 0;
    for (int i = 0; i < things.size(); i++) {
      Thing t = things.get(i);
      if (t.name().equals(name)) {
        Thing again =
            new Thing(
                name,
                group,
                Math.max(weight, t.weight()),
                t.firstId(),
                t.first(),
                time,
                t.count() + one);
        return new Burst(FixedList.replaced(things, i, again), raised, evidence);
      }
    }
    List<Thing> kept = things;
    if (kept.size() == THINGS_MAX) {
      kept = new ArrayList<>(kept);
      kept.remove(
          kept.stream()
              .min(Comparator.comparing(Thing::last).thenComparing(Thing::name))
              .orElseThrow());
    }
    Thing fresh = new Thing(name, group, weight, id, time, time, one);
    return new Burst(FixedList.with(kept, fresh), raised, evidence);
  }

  /** This, raised by the record {@code id}. */
  public Burst raise(String id, Instant time) {
    if (raised != null) {
      return new Burst(things, raised, evidence.count() == 0 ? evidence : evidence.and(id, time));
    }
    // One record a thing: the first that touched it. The count is exact all the same.
    Evidence first = Evidence.NONE;
    long count = 0;
    String before = id;
    for (Thing t : things) {
      if (!t.firstId().equals(before) && !t.firstId().equals(id)) {
        first = first.and(t.firstId(), t.first());
      }
      before = t.firstId();
      count += t.count();
    }
    first = first.and(id, time);
    return new Burst(
        things, time, new Evidence(first.first(), first.last(), count, first.start(), time));
  }

  public int weight() {
    int weight = 0;
    for (int i = 0; i < things.size(); i++) {
      weight += things.get(i).weight();
    }
    return weight;
  }

  public long groups() {
    return things.stream().map(Thing::group).distinct().count();
  }

  /** How many things; at least so many once the bound is reached. */
  public Quantity count() {
    return things.size() == THINGS_MAX
        ? Quantity.atLeast(Unit.COUNT, THINGS_MAX)
        : Quantity.count(things.size());
  }

  /** A number of them, such as their {@link #weight}, and the first by name. */
  public Quantity named(double number) {
    return Quantity.count(
        number, things.stream().limit(Quantity.VALUES_MAX).map(Thing::name).toList());
  }

  /** First moment of the hour that the finding belongs to. */
  public Instant hour() {
    return (raised == null ? Instant.EPOCH : raised).truncatedTo(ChronoUnit.HOURS);
  }

  /** When nothing more is added to the finding. */
  public Instant end() {
    return hour().plus(1, ChronoUnit.HOURS);
  }

  /** When this means nothing any more. */
  public Instant expires(long windowSeconds) {
    if (raised != null) {
      return end();
    }
    Instant last = Instant.MIN;
    for (int i = 0; i < things.size(); i++) {
      Instant one = things.get(i).last();
      last = one.isAfter(last) ? one : last;
    }
    return things.isEmpty() ? last : last.plusSeconds(windowSeconds);
  }
}
