package dev.gatehouse.output.finding;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.ReasonText;
import dev.gatehouse.estate.Suppression;
import dev.gatehouse.output.label.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Findings or cases as CSV (RFC 4180, lines ended by a line feed) with a line of names first. A
 * cell that a spreadsheet would take for a formula begins with an apostrophe.
 */
public final class DetectionCsv {
  private static final List<String> FINDING =
      List.of(
          "id",
          "severity",
          "confidence",
          "score",
          "detector",
          "raised",
          "start",
          "end",
          "title",
          "identity",
          "identityName",
          "origin",
          "originName",
          "account",
          "accountName",
          "evidenceCount",
          "evidence",
          "why",
          "state",
          "suppressed");
  private static final List<String> CASE =
      List.of(
          "id",
          "shortId",
          "confidence",
          "severity",
          "raised",
          "start",
          "end",
          "title",
          "origins",
          "accounts",
          "reached",
          "findingCount",
          "findings",
          "checkFirst");

  private DetectionCsv() {}

  /** A writer of findings. */
  public static FindingWriter findings() {
    return (detected, out) -> {
      row(out, FINDING);
      for (FindingState state : detected.findings()) {
        row(out, cells(detected, state));
      }
    };
  }

  /** A writer of the cases that stand for themselves. */
  public static FindingWriter cases() {
    return (detected, out) -> {
      row(out, CASE);
      for (Iterator<Case> all = detected.standingCases().iterator(); all.hasNext(); ) {
        row(out, cells(all.next()));
      }
    };
  }

  private static List<String> cells(Detected detected, FindingState state) {
    Finding finding = state.finding();
    String why =
        detected.text().why(finding).stream()
            .map(DetectionCsv::sentence)
            .collect(Collectors.joining("; "));
    return List.of(
        finding.id(),
        finding.severity().word(),
        finding.confidence().word(),
        String.valueOf(finding.score()),
        finding.detector(),
        finding.raised().toString(),
        finding.start().toString(),
        finding.end().toString(),
        detected.text().title(finding),
        finding.identity(),
        detected.names().identity(finding.identity()),
        finding.origin(),
        detected.names().identity(finding.origin()),
        finding.account(),
        detected.names().account(finding.account()),
        String.valueOf(finding.evidenceCount()),
        String.join(" ", finding.evidence()),
        why,
        detected.isShadow(state) ? "shadow" : state.state().word(),
        detected.suppression(state).map(Suppression::words).orElse(""));
  }

  private static String sentence(ReasonText why) {
    return why.what()
        + ": "
        + why.observed()
        + (why.expected().isEmpty() ? "" : " (" + why.expected() + ")");
  }

  private static List<String> cells(Case told) {
    return List.of(
        told.id(),
        told.shortId(),
        told.confidence().word(),
        told.severity().word(),
        told.raised().toString(),
        told.start().toString(),
        told.end().toString(),
        told.title(),
        String.join(" ", told.origins()),
        String.join(" ", told.accounts()),
        String.join(" ", told.reached()),
        String.valueOf(told.findingCount()),
        String.join(" ", told.findings()),
        String.join(" ", told.checkFirst()));
  }

  private static void row(PrintWriter out, List<String> cells) {
    List<String> quoted = new ArrayList<>(cells.size());
    cells.forEach(cell -> quoted.add(quoted(cell)));
    out.println(String.join(",", quoted));
  }

  /** One cell. */
  static String quoted(String text) {
    String plain = Text.oneLine(text);
    String safe = !plain.isEmpty() && "=+-@".indexOf(plain.charAt(0)) >= 0 ? "'" + plain : plain;
    boolean bare = safe.indexOf(',') < 0 && safe.indexOf('"') < 0;
    return bare ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
