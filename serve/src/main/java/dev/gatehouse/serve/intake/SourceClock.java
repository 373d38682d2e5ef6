package dev.gatehouse.serve.intake;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How far one source has come, in event time.
 *
 * <p>A source says of each unit, before it reads it, which time its records cannot be earlier than,
 * and once it is durable, which time no later unit's can. In between the unit is open and holds the
 * floor. So the floor never passes what is not acknowledged, and what is delivered again after a
 * crash is not late.
 */
public final class SourceClock {
  /** How many units are open, by the earliest time of their records. */
  private final NavigableMap<Instant, Integer> open = new TreeMap<>();

  private Instant passed = Instant.MIN;
  private boolean held;

  SourceClock() {}

  /**
   * A unit is known whose records are not earlier than {@code earliest}.
   *
   * @return the same, by which it is closed
   */
  public synchronized Instant open(Instant earliest) {
    open.merge(earliest, 1, Integer::sum);
    return earliest;
  }

  /**
   * A unit is known, but not how early its records are: the floor stays where it is.
   *
   * @param floor of all sources
   * @return by which it is closed
   */
  public synchronized Instant openHere(Instant floor) {
    return open(floor);
  }

  /**
   * A unit is durable, or given up.
   *
   * @param earliest as it was opened
   * @param from no unit that is not known yet holds anything earlier; {@link Instant#MIN} if it
   *     says nothing of that
   */
  public synchronized void close(Instant earliest, Instant from) {
    open.computeIfPresent(earliest, (key, count) -> count == 1 ? null : count - 1);
    if (from.isAfter(passed)) {
      passed = from;
    }
  }

  /** What was durable before this start says that nothing earlier comes any more. */
  public synchronized void passed(Instant from) {
    if (from.isAfter(passed)) {
      passed = from;
    }
  }

  /** Whether the floor stays where it is, because something may come again. */
  public synchronized void hold(boolean isHeld) {
    held = isHeld;
  }

  /** Nothing earlier comes any more; {@link Instant#MIN} as long as nothing is known. */
  synchronized Instant floor() {
    if (open.isEmpty()) {
      return passed;
    }
    Instant first = open.firstKey();
    return first.isBefore(passed) || passed.equals(Instant.MIN) ? first : passed;
  }

  synchronized boolean isHeld() {
    return held;
  }
}
