package dev.gatehouse.core.rules.evasion;

import dev.gatehouse.core.finding.Evidence;
import dev.gatehouse.core.finding.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Memory of {@link LogTampering} for one account: where its trails deliver, and the findings of the
 * current hour. At most {@value #MAX} of each; a bucket beyond that is not learnt, a finding beyond
 * that is raised for each record anew and has one record as its evidence.
 */
public record LogWatch(Set<String> buckets, Instant hour, List<Held> held) {
  static final int MAX = 50;

  /** Nothing seen. */
  public static final LogWatch NONE = new LogWatch(Set.of(), Instant.EPOCH, List.of());

  /** One finding of the hour. */
  public record Held(String subject, Evidence evidence, Finding worst) {}

  public LogWatch {
    buckets = Set.copyOf(buckets);
    held = List.copyOf(held);
  }

  LogWatch at(Instant time) {
    Instant now = time.truncatedTo(ChronoUnit.HOURS);
    return now.equals(hour) ? this : new LogWatch(buckets, now, List.of());
  }

  LogWatch deliveringTo(String bucket) {
    if (buckets.contains(bucket) || buckets.size() >= MAX) {
      return this;
    }
    Set<String> more = new TreeSet<>(buckets);
    more.add(bucket);
    return new LogWatch(more, hour, held);
  }

  @Nullable Held held(String subject) {
    return held.stream().filter(h -> h.subject().equals(subject)).findFirst().orElse(null);
  }

  LogWatch with(Held one) {
    List<Held> more = new ArrayList<>(held);
    more.removeIf(h -> h.subject().equals(one.subject()));
    if (more.size() < MAX) {
      more.add(one);
    }
    return new LogWatch(buckets, hour, more);
  }

  Instant end() {
    return hour.plus(1, ChronoUnit.HOURS);
  }
}
