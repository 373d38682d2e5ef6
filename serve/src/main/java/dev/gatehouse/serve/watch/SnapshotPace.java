package dev.gatehouse.serve.watch;

import java.time.Duration;

/**
 * When to write a snapshot: the pipeline stands still meanwhile, and after a crash everything since
 * is done again. So writing takes at most one part in two hundred of the time, and what would be
 * done again stays under a bound.
 */
public final class SnapshotPace {
  private static final int SHARE = 200;
  private static final Duration QUIET = Duration.ofSeconds(20);

  private final Duration atLeast;
  private final long eventsMax;
  private long events;
  private long since = System.nanoTime();
  private long tookNanos;

  /**
   * @param atLeast shortest time between two
   * @param eventsMax after so many events one is written whatever it costs
   */
  public SnapshotPace(Duration atLeast, long eventsMax) {
    this.atLeast = atLeast;
    this.eventsMax = eventsMax;
  }

  /** A minute, and a million events. */
  public static SnapshotPace usual() {
    return new SnapshotPace(Duration.ofMinutes(1), 1_000_000);
  }

  boolean isDue(int more) {
    events += more;
    long passed = System.nanoTime() - since;
    return events >= eventsMax
        || (events > 0 && passed >= atLeast.toNanos() && passed >= tookNanos * SHARE);
  }

  boolean isDueWhenQuiet() {
    return hasNew() && System.nanoTime() - since >= QUIET.toNanos();
  }

  boolean hasNew() {
    return events > 0;
  }

  void written(long nanos) {
    tookNanos = nanos;
    events = 0;
    since = System.nanoTime();
  }
}
