package dev.gatehouse.output.sarif;

import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.estate.Suppression;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.finding.FindingWriter;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Findings or cases as SARIF: a rule is a detection, its help the runbook. */
public final class DetectionSarif {
  private static final SarifLog.Rule CASE =
      new SarifLog.Rule(
          "case", "Case", "Findings that hang together over sessions and what those made.", "");

  /** Code scanning takes no more results of a run; those that matter least are left out. */
  public static final int RESULTS_MAX = 25_000;

  private DetectionSarif() {}

  /** A writer of findings. */
  public static FindingWriter findings() {
    return (detected, out) -> {
      List<SarifLog.Rule> rules =
          detected.about().values().stream()
              .sorted(Comparator.comparing(About::id))
              .map(DetectionSarif::rule)
              .toList();
      Iterator<FindingState> states =
          detected.first(FindingState.WORST_FIRST, RESULTS_MAX).iterator();
      out.println(SarifLog.of(rules, each(states, state -> result(detected, state))));
    };
  }

  /** A writer of cases. */
  public static FindingWriter cases() {
    return (detected, out) -> {
      Iterator<Case> cases = detected.firstCases(BuildCases.WORST_FIRST, RESULTS_MAX).iterator();
      out.println(SarifLog.of(List.of(CASE), each(cases, DetectionSarif::result)));
    };
  }

  private static SarifLog.Rule rule(About about) {
    StringBuilder steps = new StringBuilder();
    int n = 1;
    for (String step : about.runbook()) {
      steps.append(n++).append(". ").append(step).append('\n');
    }
    return new SarifLog.Rule(about.id(), about.title(), about.summary(), steps.toString());
  }

  private static SarifLog.Result result(Detected detected, FindingState state) {
    Finding finding = state.finding();
    return new SarifLog.Result(
        finding.detector(),
        finding.severity(),
        detected.text().title(finding),
        finding.identity(),
        finding.account(),
        "gatehouseFinding/v1",
        finding.id(),
        detected
            .suppression(state)
            .map(Suppression::words)
            .orElse(detected.isShadow(state) ? "In shadow: counts for nothing." : ""),
        Map.of(
            "id", finding.id(),
            "confidence", finding.confidence().word(),
            "origin", finding.origin(),
            "raised", finding.raised().toString(),
            "evidence", String.join(" ", finding.evidence())));
  }

  private static SarifLog.Result result(Case told) {
    boolean suppressed = told.suppressed().size() >= told.findingCount();
    return new SarifLog.Result(
        CASE.id(),
        told.severity(),
        told.title(),
        told.origins().isEmpty() ? told.id() : told.origins().get(0),
        told.accounts().isEmpty() ? "" : told.accounts().get(0),
        "gatehouseCase/v1",
        told.id(),
        suppressed ? "All of its findings are suppressed." : "",
        Map.of(
            "id", told.id(),
            "shortId", told.shortId(),
            "confidence", told.confidence().word(),
            "raised", told.raised().toString(),
            "findings", String.join(" ", told.findings())));
  }

  private static <T> Iterator<SarifLog.Result> each(
      Iterator<T> from, java.util.function.Function<T, SarifLog.Result> to) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return from.hasNext();
      }

      @Override
      public SarifLog.Result next() {
        return to.apply(from.next());
      }
    };
  }
}
