package dev.gatehouse.estate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The approved changes by their time, so that a record is held against those of its moment and not
 * against a year of them.
 *
 * <p>Sorted by start, each with the latest end of those up to it: from the last one that has begun
 * we walk back as long as any before it can still last.
 */
final class Changes {
  private static final Comparator<PlannedChange> CLOSEST =
      Comparator.comparing((PlannedChange change) -> change.identities().isEmpty())
          .thenComparing(change -> change.accounts().isEmpty())
          .thenComparing(PlannedChange::end)
          .thenComparing(PlannedChange::id);

  private static final Comparator<PlannedChange> ENDS_FIRST =
      Comparator.comparing(PlannedChange::end).thenComparing(PlannedChange::id);

  private final List<PlannedChange> byStart;
  private final List<Instant> latestEnds = new ArrayList<>();

  Changes(Collection<PlannedChange> all) {
    byStart =
        all.stream()
            .filter(PlannedChange::approved)
            .sorted(Comparator.comparing(PlannedChange::start))
            .toList();
    Instant latest = Instant.MIN;
    for (PlannedChange change : byStart) {
      latest = change.end().isAfter(latest) ? change.end() : latest;
      latestEnds.add(latest);
    }
  }

  /**
   * The closest of those that cover the act, see {@link Estate#plannedChange}; of equals the first.
   */
  Optional<PlannedChange> covering(Instant time, String account, String identity) {
    PlannedChange best = null;
    for (int i = begun(time) - 1; i >= 0 && !latestEnds.get(i).isBefore(time); i--) {
      PlannedChange change = byStart.get(i);
      if (change.covers(time, account, identity)
          && (best == null || CLOSEST.compare(change, best) <= 0)) {
        best = change;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The one that ends first of those that name the account, whoever acts in it. */
  Optional<PlannedChange> naming(Instant time, String account) {
    PlannedChange best = null;
    for (int i = begun(time) - 1; i >= 0 && !latestEnds.get(i).isBefore(time); i--) {
      PlannedChange change = byStart.get(i);
      boolean covers = change.accounts().contains(account) && !time.isAfter(change.end());
      if (covers && (best == null || ENDS_FIRST.compare(change, best) < 0)) {
        best = change;
      }
    }
    return Optional.ofNullable(best);
  }

  /** How many have begun by then. */
  private int begun(Instant time) {
    int from = 0;
    int to = byStart.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (byStart.get(middle).start().isAfter(time)) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }
}
