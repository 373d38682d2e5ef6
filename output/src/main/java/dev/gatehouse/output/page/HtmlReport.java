package dev.gatehouse.output.page;

import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.RelatedCases;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.output.Version;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The findings as one HTML file that loads nothing and runs nothing: a content security policy
 * forbids all but its own style sheet, whose hash it names.
 */
public final class HtmlReport {
  /** Findings told whole; a page with more could be opened by nobody. */
  static final int FINDINGS_MAX = 500;

  /** Cases told as stories. */
  static final int CASES_MAX = 40;

  /** Cases in the list. */
  static final int CASES_LISTED_MAX = 2_000;

  private final Detected detected;
  private final List<FindingState> findings;
  private final Map<Severity, Long> counted = new EnumMap<>(Severity.class);
  private final long shadow;
  private final Html html = new Html();

  private HtmlReport(Detected detected) {
    this.detected = detected;
    this.findings = detected.first(FindingState.WORST_FIRST, FINDINGS_MAX);
    detected.findings().stream()
        .filter(state -> !detected.isShadow(state))
        .forEach(state -> counted.merge(state.finding().severity(), 1L, Long::sum));
    this.shadow =
        detected.findings().size() - counted.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Ids of the records that the page shows. */
  public static Set<String> cited(Detected detected) {
    Set<String> ids = new HashSet<>();
    detected
        .first(FindingState.WORST_FIRST, FINDINGS_MAX)
        .forEach(state -> ids.addAll(state.finding().evidence()));
    detected
        .findingsOf(detected.firstCases(BuildCases.WORST_FIRST, CASES_MAX))
        .values()
        .forEach(finding -> ids.addAll(finding.evidence()));
    return ids;
  }

  /** The whole page. */
  public static String of(Detected detected) {
    return new HtmlReport(detected).page();
  }

  private String page() {
    html.open("html", "lang", "en");
    Page.head(html, "Gatehouse: " + headline());
    html.open("body");
    html.element("a", "Skip to the findings", "class", "skip", "href", "#findings");
    header();
    html.open("main", "id", "findings");
    if (findings.isEmpty()) {
      nothing();
    } else {
      cases();
      contents();
      findings.forEach(state -> new FindingSection(html, detected, state).write());
      int more = detected.findings().size() - findings.size();
      if (more > 0) {
        html.element(
            "p",
            "The "
                + Text.count(more, "finding")
                + " of least severity are left out here; `--format jsonl` has them all.",
            "class",
            "notice");
      }
    }
    html.close();
    footer();
    html.close().close();
    return html.toString();
  }

  private void header() {
    html.open("header", "class", "top");
    html.element("p", "Gatehouse report", "class", "brand");
    html.element("h1", headline());
    html.element("p", detected.tally().span(), "class", "sub");
    if (!findings.isEmpty()) {
      html.open("ul", "class", "counts");
      for (Severity severity : severitiesDown()) {
        long n = count(severity);
        html.open("li", "class", n == 0 ? "none" : severity.word());
        html.element("b", String.format(Locale.ROOT, "%,d", n)).text(" ");
        html.element("span", shape(severity) + " " + severity.word()).close();
      }
      html.close();
    }
    html.close();
  }

  /** The worst cases as stories, where cases were asked for. */
  private void cases() {
    List<Case> cases = detected.firstCases(BuildCases.WORST_FIRST, CASES_LISTED_MAX);
    if (cases.isEmpty()) {
      return;
    }
    html.open("nav", "aria-label", "Cases").element("h2", "Cases");
    html.open("table", "class", "contents").open("thead");
    html.open("tr").element("th", "Confidence").element("th", "Raised (UTC)");
    html.element("th", "Case").element("th", "Findings").close().close().open("tbody");
    for (int i = 0; i < cases.size(); i++) {
      Case told = cases.get(i);
      html.open("tr").open("td").open("span", "class", "mark " + told.severity().word());
      html.text(shape(told.severity()) + " " + told.confidence().word()).close().close();
      html.element("td", Label.time(told.raised()), "class", "time").open("td");
      if (i < CASES_MAX) {
        html.element("a", told.shortTitle(), "href", "#" + CaseSection.anchor(told)).close();
      } else {
        html.text(told.shortTitle()).close();
      }
      html.element("td", String.valueOf(told.findingCount())).close();
    }
    html.close().close().close();
    long more = detected.standingCases().count() - cases.size();
    if (more > 0) {
      html.element(
          "p",
          "The "
              + Text.count(more, "case")
              + " that matter least are left out here;"
              + " `--format jsonl` has them all.",
          "class",
          "notice");
    }
    List<Case> told = cases.subList(0, Math.min(cases.size(), CASES_MAX));
    Map<String, Finding> byId = detected.findingsOf(told);
    RelatedCases related = new RelatedCases(cases);
    told.forEach(one -> new CaseSection(html, detected, one, byId, related.of(one)).write());
    html.element("h2", "Findings");
  }

  private void nothing() {
    html.open("section", "class", "empty").element("h2", "Nothing to report");
    html.element(
        "p",
        "No detection fired on these records. That speaks for what was read, listed below; it says"
            + " nothing of calls that the trail does not hold, such as data events that are not"
            + " recorded by default.");
    html.close();
  }

  private void contents() {
    html.open("nav", "aria-label", "Findings").open("table", "class", "contents").open("thead");
    html.open("tr").element("th", "Severity").element("th", "Raised (UTC)");
    html.element("th", "Finding").element("th", "Behind it").close().close().open("tbody");
    for (FindingState state : findings) {
      Finding finding = state.finding();
      html.open("tr").open("td").open("span", "class", "mark " + finding.severity().word());
      html.text(shape(finding.severity()) + " " + finding.severity().word()).close().close();
      html.element("td", Label.time(finding.raised()), "class", "time").open("td");
      html.element("a", detected.text().title(finding), "href", "#" + anchor(finding)).close();
      html.element("td", detected.label().identity(finding.origin()), "title", finding.origin());
      html.close();
    }
    html.close().close().close();
  }

  private void footer() {
    html.open("footer").element("h2", "What was read").open("dl", "class", "tally");
    for (var line : detected.tally().lines()) {
      html.open("div").element("dt", line.what()).element("dd", line.value()).close();
    }
    html.close();
    html.element(
        "p",
        "Times are UTC. A solid line is proven by a record; a dashed line is inferred, with its"
            + " confidence. Made by Gatehouse "
            + Version.number()
            + ".",
        "class",
        "sub");
    html.close();
  }

  private String headline() {
    String also = shadow == 0 ? "" : "; " + shadow + " in shadow";
    if (detected.findings().size() == shadow) {
      return "no findings" + also;
    }
    List<String> parts = new ArrayList<>();
    for (Severity severity : severitiesDown()) {
      if (count(severity) > 0) {
        parts.add(String.format(Locale.ROOT, "%,d %s", count(severity), severity.word()));
      }
    }
    return Text.count(detected.findings().size() - shadow, "finding")
        + ": "
        + String.join(", ", parts)
        + also;
  }

  private long count(Severity severity) {
    return counted.getOrDefault(severity, 0L);
  }

  private static List<Severity> severitiesDown() {
    return List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW);
  }

  /** A shape for each severity, so that colour never speaks alone. */
  static String shape(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "◆";
      case HIGH -> "▲";
      case MEDIUM -> "●";
      case LOW -> "○";
    };
  }

  static String anchor(Finding finding) {
    return "f-" + finding.id();
  }
}
