package dev.gatehouse.app.finding;

import dev.gatehouse.app.label.Label;
import dev.gatehouse.app.trail.Tally;
import dev.gatehouse.core.detect.FindingState;
import java.util.List;

/**
 * What a run of the detections gave.
 *
 * @param findings in the order in which they were raised, none withdrawn
 * @param tally what was read
 * @param label how identities and accounts are called
 */
record Detected(List<FindingState> findings, Tally tally, Label label) {
  Detected {
    findings = List.copyOf(findings);
  }
}
