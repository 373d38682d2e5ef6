package dev.gatehouse.harden.history;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one role was used.
 *
 * @param uses by first time; refused attempts are among them
 * @param notKept calls beyond the bound on shapes, which nobody can replay
 * @param days days (UTC) on which it was assumed
 * @param excluded calls left out because a finding speaks of their session, by finding id
 * @param trailFirst time of the first record of the trail, of whatever kind; null for an empty
 *     trail
 */
public record RoleHistory(
    String roleArn,
    List<ObservedCalls> uses,
    long notKept,
    int days,
    Map<String, Excluded> excluded,
    @Nullable Instant trailFirst,
    @Nullable Instant trailLast) {
  /**
   * Calls left out for one finding.
   *
   * @param records the first of them, at most ten
   */
  public record Excluded(long count, List<ObservedCalls.Evidence> records, List<String> callers) {
    public Excluded {
      records = List.copyOf(records);
      callers = List.copyOf(callers);
    }
  }

  public RoleHistory {
    uses =
        uses.stream()
            .sorted(
                Comparator.comparing(ObservedCalls::first, ObservedCalls.Evidence::compare)
                    .thenComparing(use -> use.shape().who()))
            .toList();
    excluded = Map.copyOf(excluded);
  }

  /** The uses that made a session. */
  public Stream<ObservedCalls> assumed() {
    return uses.stream().filter(use -> use.shape().succeeded());
  }

  /** The attempts that AWS refused. */
  public Stream<ObservedCalls> refused() {
    return uses.stream().filter(use -> !use.shape().succeeded());
  }

  /** How many sessions were made, those that nobody can replay included. */
  public long assumptions() {
    return assumed().mapToLong(ObservedCalls::count).sum() + notKept;
  }

  /** Who made them, sorted. */
  public List<String> callers() {
    return assumed().map(use -> use.shape().who()).distinct().sorted().toList();
  }

  /** How many days the trail spans, begun ones counted. */
  public long trailDays() {
    if (trailFirst == null || trailLast == null) {
      return 0;
    }
    return Math.floorDiv(trailLast.getEpochSecond(), 86_400L)
        - Math.floorDiv(trailFirst.getEpochSecond(), 86_400L)
        + 1;
  }
}
