package dev.gatehouse.flink;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.rules.ExpectedFindings;
import java.util.List;
import java.util.Map;

/**
 * What a run settled of one organization.
 *
 * @param findings in the order of {@link Finding#raised}, then id
 * @param cases by id
 */
record Settled(List<Finding> findings, Map<String, Case> cases) {
  static final Settled NOTHING = new Settled(List.of(), Map.of());

  List<FindingState> states() {
    return findings.stream()
        .map(finding -> new FindingState(finding, 1, FindingState.State.SETTLED))
        .toList();
  }

  List<String> texts() {
    return ExpectedFindings.of(states());
  }
}
