package dev.gatehouse.serve.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what a source does, for {@link SourceState}. */
public final class SourceCounts {
  private final String name;
  private final String kind;
  private long units;
  private long records;
  private long rejected;
  private long waiting;
  private @Nullable Instant lastRead;
  private @Nullable String failure;

  /** Counts of a source. */
  public SourceCounts(String name, String kind) {
    this.name = name;
    this.kind = kind;
  }

  /** Its source. */
  public String name() {
    return name;
  }

  /** A unit was read. */
  public synchronized void read(long moreRecords, long moreRejected, Instant now) {
    units++;
    records += moreRecords;
    rejected += moreRejected;
    lastRead = now;
  }

  /** So many units wait. */
  public synchronized void waiting(long now) {
    waiting = now;
  }

  /** It cannot bring anything, or, with null, can again. */
  public synchronized void failure(@Nullable String sentence) {
    failure = sentence;
  }

  /** How it is doing. */
  public synchronized SourceState state() {
    return new SourceState(name, kind, units, records, rejected, waiting, lastRead, failure);
  }
}
