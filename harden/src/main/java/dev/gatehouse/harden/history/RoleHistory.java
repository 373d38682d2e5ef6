package dev.gatehouse.harden.history;

import dev.gatehouse.estate.admission.TrustChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one role was used.
 *
 * @param uses by first time; refused attempts are among them
 * @param notKept calls beyond the bound on shapes, which nobody can replay
 * @param days days (UTC) on which it was assumed
 * @param excluded calls left out because a finding speaks of their session, by finding id
 * @param changes all changes of its trust policy, in the order of time
 * @param suspectChanges those of them that an attack may have made
 * @param trailFirst time of the first record of the trail, of whatever kind; null for an empty
 *     trail
 */
public record RoleHistory(
    String roleArn,
    List<ObservedCalls> uses,
    long notKept,
    int days,
    Map<String, Excluded> excluded,
    List<TrustChange> changes,
    List<SuspectChange> suspectChanges,
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
    changes = List.copyOf(changes);
    suspectChanges = List.copyOf(suspectChanges);
  }

  /** The same without some of its calls, which count as left out for a finding. */
  public RoleHistory without(List<ObservedCalls> calls, String finding) {
    if (calls.isEmpty()) {
      return this;
    }
    List<ObservedCalls> left = new ArrayList<>(uses);
    left.removeAll(calls);
    Excluded old = excluded.getOrDefault(finding, new Excluded(0, List.of(), List.of()));
    List<ObservedCalls.Evidence> records = new ArrayList<>(old.records());
    Set<String> callers = new TreeSet<>(old.callers());
    long count = old.count();
    for (ObservedCalls each : calls) {
      count += each.count();
      records.add(each.first());
      callers.add(each.shape().who());
    }
    Map<String, Excluded> more = new HashMap<>(excluded);
    more.put(
        finding,
        new Excluded(
            count,
            records.stream().limit(AssumptionHistory.EXCLUDED_RECORDS_MAX).toList(),
            List.copyOf(callers)));
    return new RoleHistory(
        roleArn, left, notKept, days, more, changes, suspectChanges, trailFirst, trailLast);
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
