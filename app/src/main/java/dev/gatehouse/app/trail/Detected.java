package dev.gatehouse.app.trail;

import dev.gatehouse.app.label.Label;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.FindingState;
import java.util.List;
import java.util.Map;

/**
 * What a run of the detections gave.
 *
 * @param findings in the order in which they were raised, none withdrawn
 * @param cases what they make together, those merged into others too; empty if not asked for
 * @param about the detections by id
 * @param records the evidence by event id; empty where it was not asked for
 * @param tally what was read
 * @param label how identities and accounts are called
 */
public record Detected(
    List<FindingState> findings,
    List<Case> cases,
    Map<String, About> about,
    Map<String, EvidenceRecord> records,
    Tally tally,
    Label label) {
  public Detected {
    findings = List.copyOf(findings);
    cases = List.copyOf(cases);
    about = Map.copyOf(about);
    records = Map.copyOf(records);
  }

  /** The cases that stand for themselves. */
  public List<Case> standingCases() {
    return cases.stream().filter(told -> told.mergedInto() == null).toList();
  }
}
