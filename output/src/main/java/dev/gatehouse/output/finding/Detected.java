package dev.gatehouse.output.finding;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.FindingText;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.lineage.EvidenceRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run of the detections gave.
 *
 * @param findings in the order in which they were raised, none withdrawn
 * @param shadow those that count for nothing, by their id; among the findings only once {@link
 *     #revealed}
 * @param cases what they make together, those merged into others too; empty if not asked for
 * @param about the detections by id
 * @param records the evidence by event id; empty where it was not asked for
 * @param tally what was read
 * @param names of accounts and people
 */
public record Detected(
    List<FindingState> findings,
    Map<String, FindingState> shadow,
    List<Case> cases,
    Map<String, About> about,
    Map<String, EvidenceRecord> records,
    Tally tally,
    Names names) {
  public Detected {
    findings = List.copyOf(findings);
    shadow = Map.copyOf(shadow);
    cases = List.copyOf(cases);
    about = Map.copyOf(about);
    records = Map.copyOf(records);
  }

  /** The same with the shadow among the findings. */
  public Detected revealed() {
    List<FindingState> all =
        Stream.concat(findings.stream(), shadow.values().stream())
            .distinct()
            .sorted(
                Comparator.comparing((FindingState state) -> state.finding().raised())
                    .thenComparing(state -> state.finding().id()))
            .toList();
    return new Detected(all, shadow, cases, about, records, tally, names);
  }

  /** Short names of identities and accounts. */
  public Label label() {
    return new Label(names);
  }

  /** The words of findings. */
  public FindingText text() {
    return new FindingText(names);
  }

  /** Whether the finding counts for nothing. */
  public boolean isShadow(FindingState state) {
    return shadow.containsKey(state.finding().id());
  }

  /** The findings that count. */
  public List<FindingState> counted() {
    return findings.stream().filter(state -> !isShadow(state)).toList();
  }

  /** The cases that stand for themselves. */
  public List<Case> standingCases() {
    return cases.stream().filter(told -> told.mergedInto() == null).toList();
  }
}
