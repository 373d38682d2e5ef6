package dev.gatehouse.serve.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what a source does, for {@link SourceState}. */
final class SourceCounts {
  private final String name;
  private final String kind;
  private long units;
  private long records;
  private long rejected;
  private long waiting;
  private @Nullable Instant lastRead;
  private @Nullable String failure;

  SourceCounts(String name, String kind) {
    this.name = name;
    this.kind = kind;
  }

  synchronized void read(long moreRecords, long moreRejected) {
    units++;
    records += moreRecords;
    rejected += moreRejected;
  }

  synchronized void waiting(long now) {
    waiting = now;
  }

  synchronized void waiting(long change, Instant read) {
    waiting += change;
    lastRead = read;
  }

  synchronized void failure(@Nullable String sentence) {
    failure = sentence;
  }

  synchronized SourceState state() {
    return new SourceState(name, kind, units, records, rejected, waiting, lastRead, failure);
  }
}
