package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.SignalCategory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Findings that hang together: what one {@link Case} is built from, and nothing else.
 *
 * @param id of the case
 * @param revision how many findings and merges joined, from 1
 * @param findings in the order in which they were raised; of very many the first, the last and the
 *     strongest of each category
 * @param findingCount how many there are
 * @param mergedInto id of the case that took this one up; null if it stands for itself
 */
record FindingGroup(
    String id,
    int revision,
    List<Finding> findings,
    long findingCount,
    @Nullable String mergedInto) {
  static final Comparator<Finding> BY_RAISED =
      Comparator.comparing(Finding::raised).thenComparing(Finding::id);

  FindingGroup {
    findings = List.copyOf(findings);
  }

  /** The group that begins with a finding and is named by it. */
  static FindingGroup begunBy(Finding finding) {
    return new FindingGroup(idOf(finding), 1, List.of(finding), 1, null);
  }

  /** Id of the case that a finding begins if it begins one. */
  static String idOf(Finding finding) {
    return "case-" + finding.id();
  }

  /** The finding it began with. */
  Finding first() {
    return findings.get(0);
  }

  /** With one more finding, of which at most {@code endsMax} are kept at each end. */
  FindingGroup with(Finding finding, int endsMax) {
    List<Finding> all = new ArrayList<>(findings);
    int at = all.size();
    while (at > 0 && BY_RAISED.compare(all.get(at - 1), finding) > 0) {
      at--;
    }
    all.add(at, finding);
    return new FindingGroup(id, revision + 1, kept(all, endsMax), findingCount + 1, mergedInto);
  }

  /** With all findings of another one. */
  FindingGroup taking(FindingGroup other, int endsMax) {
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(other.findings);
    all.sort(BY_RAISED);
    return new FindingGroup(
        id, revision + 1, kept(all, endsMax), findingCount + other.findingCount, mergedInto);
  }

  /** Taken up by another one; it keeps its own findings to be told by. */
  FindingGroup takenUpBy(String other) {
    return new FindingGroup(id, revision + 1, findings, findingCount, other);
  }

  /** Dropping the others one after the other or all at once leaves the same. */
  private static List<Finding> kept(List<Finding> all, int endsMax) {
    if (all.size() <= 2 * endsMax) {
      return all;
    }
    Map<SignalCategory, Finding> strongest = new EnumMap<>(SignalCategory.class);
    for (Finding finding : all) {
      strongest.merge(
          finding.category(), finding, (one, other) -> other.score() > one.score() ? other : one);
    }
    List<Finding> kept = new ArrayList<>(all.subList(0, endsMax));
    for (Finding finding : all.subList(endsMax, all.size() - endsMax)) {
      if (finding.equals(strongest.get(finding.category()))) {
        kept.add(finding);
      }
    }
    kept.addAll(all.subList(all.size() - endsMax, all.size()));
    return kept;
  }
}
