package dev.gatehouse.core.cases;

import dev.gatehouse.core.finding.ActText;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingText;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.SignalCategory;
import java.time.Instant;
import java.util.List;

/**
 * Something done in a case, as one finding tells it.
 *
 * @param time of the record that raised the finding
 * @param text the whole, without who did it: {@code stopped trail organization}
 * @param verb the words before the first thing named; the whole where none is
 * @param object the first thing named; empty where none is
 * @param quantity a number that the finding's title tells; else how many records it cites
 * @param eventIds records that the finding cites, see {@link Finding#evidence}
 * @param finding id of the finding
 */
public record CaseAct(
    Instant time,
    String text,
    String verb,
    String object,
    Quantity quantity,
    List<String> eventIds,
    SignalCategory category,
    String detector,
    String finding) {
  /** Most acts of a case, the first of them. */
  static final int ACTS_MAX = 100;

  public CaseAct {
    eventIds = List.copyOf(eventIds);
  }

  /** What was done, in order; that something was done at an odd place or time is no act. */
  static List<CaseAct> of(List<Finding> findings, FindingText words) {
    return findings.stream()
        .filter(finding -> rank(finding.category()) < SIGN)
        .map(finding -> of(finding, words))
        .toList();
  }

  private static CaseAct of(Finding finding, FindingText words) {
    ActText act = words.act(finding);
    Quantity quantity =
        finding.headline().arguments().stream()
            .filter(Quantity::isNumber)
            .findFirst()
            .orElseGet(() -> Quantity.count((double) finding.evidenceCount()));
    return new CaseAct(
        finding.raised(),
        act.text(),
        act.verb(),
        act.object(),
        quantity,
        finding.evidence(),
        finding.category(),
        finding.detector(),
        finding.id());
  }

  private static final int SIGN = 3;

  /** What leaves something behind or takes something out is told first; signs are no acts. */
  static int rank(SignalCategory category) {
    return switch (category) {
      case DATA, EVASION, PERSISTENCE, PRIVILEGE -> 0;
      case VOLUME, LOOKING_AROUND -> 1;
      case WAY -> 2;
      case PLACE, TOOL, TIME, HABIT, COMPOSITE, IMPORTED -> SIGN;
    };
  }
}
