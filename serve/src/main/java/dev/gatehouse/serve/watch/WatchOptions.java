package dev.gatehouse.serve.watch;

import dev.gatehouse.core.finding.Names;
import java.time.Duration;

/**
 * How the watch works.
 *
 * @param lateness how late a record may arrive; that of the pipelines made
 * @param names of accounts and people
 * @param batchEventsMax frames are judged together up to about so many records, where they wait
 * @param pace when snapshots are written
 */
public record WatchOptions(Duration lateness, Names names, int batchEventsMax, SnapshotPace pace) {
  /** Stages fold thousands at a time best. */
  private static final int BATCH_EVENTS_MAX = 4096;

  /** As a server uses it. */
  public static WatchOptions usual(Duration lateness, Names names) {
    return new WatchOptions(lateness, names, BATCH_EVENTS_MAX, SnapshotPace.usual());
  }
}
