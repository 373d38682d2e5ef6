package dev.gatehouse.gate.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Management events of the last 90 days, as CloudTrail's event history has them. Kept in memory,
 * and no more than the newest of them; a start begins anew.
 */
public final class EventHistory {
  static final int EVENTS_MAX = 20_000;
  private static final Duration AGE_MAX = Duration.ofDays(90);

  /** One record; {@code json} is the whole of it on one line. */
  public record Event(String account, String region, Instant time, String json) {}

  private final Deque<Event> events = new ArrayDeque<>();

  synchronized void add(Event event) {
    events.addLast(event);
    while (events.size() > EVENTS_MAX
        || events.getFirst().time().isBefore(event.time().minus(AGE_MAX))) {
      events.removeFirst();
    }
  }

  /** The events of an account in a region, newest first. */
  public synchronized List<Event> of(String account, String region) {
    List<Event> found = new ArrayList<>();
    for (Iterator<Event> each = events.descendingIterator(); each.hasNext(); ) {
      Event event = each.next();
      if (event.account().equals(account) && event.region().equals(region)) {
        found.add(event);
      }
    }
    return found;
  }

  /** Forgets everything. */
  public synchronized void clear() {
    events.clear();
  }
}
