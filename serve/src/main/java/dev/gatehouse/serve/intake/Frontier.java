package dev.gatehouse.serve.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How far all sources have come: the least of their floors, and never less than it was. */
public final class Frontier {
  private final List<SourceClock> clocks = new ArrayList<>();
  private Instant floor;

  /**
   * @param floor where it was left
   */
  public Frontier(Instant floor) {
    this.floor = floor;
  }

  /** The clock of another source. */
  public synchronized SourceClock clock() {
    SourceClock clock = new SourceClock();
    clocks.add(clock);
    return clock;
  }

  /** No record of an earlier time comes any more. */
  public synchronized Instant floor() {
    Instant least = Instant.MAX;
    for (SourceClock clock : clocks) {
      if (clock.isHeld()) {
        return floor;
      }
      Instant one = clock.floor();
      // A source that has brought nothing yet does not hold back time for all.
      if (one.isAfter(Instant.MIN) && one.isBefore(least)) {
        least = one;
      }
    }
    if (least.isBefore(Instant.MAX) && least.isAfter(floor)) {
      floor = least;
    }
    return floor;
  }
}
