package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Findings that hang together: what one {@link Case} is built from, and nothing else.
 *
 * @param id of the case
 * @param revision how many findings and merges joined, from 1
 * @param findings in the order in which they were raised; of very many the first, the last and the
 *     strongest
 * @param findingCount how many there are
 * @param mergedInto id of the case that took this one up; null if it stands for itself
 */
record FindingGroup(
    String id,
    int revision,
    List<Finding> findings,
    long findingCount,
    @Nullable String mergedInto) {
  FindingGroup {
    findings = List.copyOf(findings);
  }
}
