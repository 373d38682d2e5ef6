package dev.gatehouse.cli.trail;

import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.List;

/**
 * The stretch of time that is asked about.
 *
 * @param since included
 * @param until not included
 */
record TrailSpan(Instant since, Instant until) {
  static final TrailSpan ALL = new TrailSpan(Instant.MIN, Instant.MAX);

  boolean holds(Instant time) {
    return !time.isBefore(since) && time.isBefore(until);
  }

  /**
   * What lies before the span is kept: chains begin there. What comes after it is not known yet.
   */
  List<TrailEvent> beforeUntil(List<TrailEvent> events) {
    if (until.equals(Instant.MAX)) {
      return events;
    }
    return events.stream().filter(event -> event.time().isBefore(until)).toList();
  }
}
