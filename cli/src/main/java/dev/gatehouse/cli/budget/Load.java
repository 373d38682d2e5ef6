package dev.gatehouse.cli.budget;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Severity;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much there is to look at.
 *
 * @param medium of medium severity
 * @param high of high severity or more
 */
record Load(long medium, long high) {
  static Load ofFindings(List<Finding> findings) {
    return of(findings.stream().map(Finding::severity));
  }

  /** Of the cases that stand for themselves. */
  static Load ofCases(List<Case> cases) {
    return of(cases.stream().filter(told -> told.mergedInto() == null).map(Case::severity));
  }

  private static Load of(Stream<Severity> severities) {
    List<Severity> all = severities.toList();
    return new Load(
        all.stream().filter(severity -> severity == Severity.MEDIUM).count(),
        all.stream().filter(severity -> severity.compareTo(Severity.HIGH) >= 0).count());
  }
}
