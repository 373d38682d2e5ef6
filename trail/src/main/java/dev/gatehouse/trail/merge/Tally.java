package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.read.Reason;
import dev.gatehouse.trail.read.Skipped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts while reading goes on; one thread adds, any thread may ask for a snapshot. */
final class Tally {
  private static final String NO_ACCOUNT = "unknown";
  private static final int LACKING_MAX = 20;

  private final Map<Reason, Long> rejected = new EnumMap<>(Reason.class);
  private final Map<Skipped, Long> skipped = new EnumMap<>(Skipped.class);
  private final Map<String, String> lacking = new TreeMap<>();
  private final Map<String, Span> accounts = new HashMap<>();
  private long files;
  private long bytes;
  private long records;
  private long duplicates;
  private long conflicts;
  private long partial;
  private long recovered;
  private long late;
  private long spilled;
  private @Nullable Span last;

  /** Counts a chunk in one go, so that the lock is taken once for hundreds of records. */
  synchronized void chunk(Chunk chunk) {
    for (TrailEvent event : chunk.events()) {
      String account = event.recipientAccountId();
      span(account == null ? NO_ACCOUNT : account).add(event.time());
      if (event.fidelity() != Fidelity.WHOLE) {
        partial += event.fidelity() == Fidelity.PARTIAL ? 1 : 0;
        recovered += event.fidelity() == Fidelity.RECOVERED ? 1 : 0;
      }
    }
    records += chunk.events().size();
    chunk.rejected().forEach(rejection -> rejected.merge(rejection.reason(), 1L, Long::sum));
    chunk.skipped().forEach(kind -> skipped.merge(kind, 1L, Long::sum));
    chunk.lacking().forEach(this::lacking);
    bytes += chunk.bytes();
    files += chunk.last() && chunk.opened() ? 1 : 0;
  }

  private void lacking(String file, String fields) {
    if (lacking.size() < LACKING_MAX) {
      lacking.put(file, fields);
    }
  }

  synchronized void duplicate() {
    duplicates++;
  }

  synchronized void conflict() {
    conflicts++;
  }

  synchronized void late(long count) {
    late += count;
  }

  synchronized void spilled(long count) {
    spilled += count;
  }

  synchronized TrailCounts snapshot() {
    Map<String, TrailCounts.Range> ranges = new HashMap<>();
    accounts.forEach((account, span) -> ranges.put(account, span.range()));
    return new TrailCounts(
        files,
        bytes,
        records,
        rejected,
        skipped,
        duplicates,
        conflicts,
        partial,
        recovered,
        lacking,
        late,
        spilled,
        ranges);
  }

  private Span span(String account) {
    // Records of one account follow each other.
    Span found = last;
    if (found == null || !found.account.equals(account)) {
      found = accounts.computeIfAbsent(account, Span::new);
      last = found;
    }
    return found;
  }

  private static final class Span {
    private final String account;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private long records;

    Span(String account) {
      this.account = account;
    }

    void add(Instant time) {
      records++;
      if (time.isBefore(first)) {
        first = time;
      }
      if (time.isAfter(last)) {
        last = time;
      }
    }

    TrailCounts.Range range() {
      return new TrailCounts.Range(first, last, records);
    }
  }
}
