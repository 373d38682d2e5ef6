package dev.gatehouse.serve;

import dev.gatehouse.serve.intake.IntakeLog;
import dev.gatehouse.serve.store.EvidenceStore;
import dev.gatehouse.serve.watch.Snapshots;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Forgets records that were received longer ago than they are to be kept. What a snapshot does not
 * hold yet stays, or a restart could not go through it again.
 */
final class Retention {
  private final IntakeLog log;
  private final EvidenceStore evidence;
  private final Snapshots snapshots;
  private final Duration keep;
  private final Clock clock;

  Retention(
      IntakeLog log, EvidenceStore evidence, Snapshots snapshots, Duration keep, Clock clock) {
    this.log = log;
    this.evidence = evidence;
    this.snapshots = snapshots;
    this.keep = keep;
    this.clock = clock;
  }

  /**
   * Forgets what is too old.
   *
   * @return how many files of the log went
   */
  int forget() throws IOException {
    List<Snapshots.Snapshot> all = snapshots.all();
    if (all.isEmpty()) {
      return 0;
    }
    long needed = Math.min(all.get(all.size() - 1).position(), evidence.position()) + 1;
    long young = Math.min(needed, firstSince(clock.instant().minus(keep)));
    int dropped = log.dropBefore(young);
    if (dropped > 0) {
      evidence.dropBefore(log.first());
    }
    return dropped;
  }

  /** The first frame received at or after {@code time}. Frames lie in the order of receipt. */
  private long firstSince(Instant time) throws IOException {
    long low = log.first();
    long high = log.last() + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (log.frame(middle).received().isBefore(time)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
