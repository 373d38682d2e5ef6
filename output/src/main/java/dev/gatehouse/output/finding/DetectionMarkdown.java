package dev.gatehouse.output.finding;

import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.TimelineEntry;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.ReasonText;
import dev.gatehouse.estate.Suppression;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import java.io.PrintWriter;
import java.util.List;

/**
 * Findings or cases in Markdown, the worst first, to be pasted into a ticket. Text of records is
 * kept from being taken for markup, a link or a mention.
 */
public final class DetectionMarkdown {
  /** Findings and cases told; how many are left out is said. */
  public static final int TOLD_MAX = 500;

  private static final String SPECIAL = "\\`*_{}[]<>|#~!";

  private DetectionMarkdown() {}

  /** A writer of findings. */
  public static FindingWriter findings() {
    return (detected, out) -> {
      List<FindingState> worst = detected.first(FindingState.WORST_FIRST, TOLD_MAX);
      long all = detected.findings().size();
      head(out, Text.count(all, "finding"), detected, all - worst.size());
      worst.forEach(state -> finding(out, detected, state));
    };
  }

  /** A writer of the cases that stand for themselves. */
  public static FindingWriter cases() {
    return (detected, out) -> {
      List<Case> worst = detected.firstCases(BuildCases.WORST_FIRST, TOLD_MAX);
      long all = detected.standingCases().count();
      head(out, Text.count(all, "case"), detected, all - worst.size());
      worst.forEach(told -> tell(out, told));
    };
  }

  private static void head(PrintWriter out, String count, Detected detected, long leftOut) {
    out.println("# " + count);
    out.println();
    out.println(
        "Gatehouse read "
            + plain(detected.tally().span())
            + ". The worst come first."
            + (leftOut > 0 ? " " + leftOut + " that matter least are left out." : ""));
  }

  private static void finding(PrintWriter out, Detected detected, FindingState state) {
    Finding finding = state.finding();
    out.println();
    out.println("## " + finding.severity().word() + ": " + plain(detected.text().title(finding)));
    out.println();
    if (detected.isShadow(state)) {
      out.println("- In shadow: counts for nothing.");
    }
    detected
        .suppression(state)
        .map(Suppression::words)
        .ifPresent(words -> out.println("- " + plain(words)));
    out.println("- Finding: " + code(finding.id()));
    out.println("- Raised: " + Label.time(finding.raised()) + " UTC");
    out.println("- Confidence: " + finding.confidence().word() + ", score " + finding.score());
    out.println("- Way: " + plain(detected.label().chain(finding.lineage())));
    out.println("- Identity: " + code(finding.identity()));
    out.println("- Account: " + plain(detected.label().account(finding.account())));
    for (ReasonText why : detected.text().why(finding)) {
      out.println(
          "- "
              + plain(why.what())
              + ": **"
              + plain(why.observed())
              + "**"
              + (why.expected().isEmpty() ? "" : "; ordinary: " + plain(why.expected()))
              + (why.background().isEmpty() ? "" : "; " + plain(why.background())));
    }
    out.println(
        "- Evidence, "
            + Text.count(finding.evidenceCount(), "record")
            + ": "
            + String.join(", ", finding.evidence().stream().map(DetectionMarkdown::code).toList()));
    About about = detected.about().get(finding.detector());
    if (about != null) {
      steps(out, about.runbook());
    }
  }

  private static void tell(PrintWriter out, Case told) {
    out.println();
    out.println("## " + told.confidence().word() + " confidence: " + plain(told.title()));
    out.println();
    out.println("- Case: " + code(told.shortId()) + ", " + code(told.id()));
    out.println("- Severity: " + told.severity().word());
    out.println("- Raised: " + Label.time(told.raised()) + " UTC");
    out.println("- Findings: " + told.findingCount());
    if (!told.story().isEmpty()) {
      out.println();
      out.println("| time (UTC) | what | record |");
      out.println("|---|---|---|");
      for (TimelineEntry entry : told.story()) {
        out.println(
            "| "
                + Label.time(entry.time())
                + " | "
                + plain(entry.text())
                + " | "
                + (entry.eventId() == null ? "" : code(entry.eventId()))
                + " |");
      }
    }
    steps(out, told.checkFirst());
  }

  private static void steps(PrintWriter out, List<String> steps) {
    if (steps.isEmpty()) {
      return;
    }
    out.println();
    out.println("What to do:");
    out.println();
    int n = 1;
    for (String step : steps) {
      out.println(n++ + ". " + plain(step));
    }
  }

  /** Text that is text, whatever stands in it. */
  static String plain(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    String line = Text.oneLine(text).replace("://", ":\u2060//").replace("www.", "www\u2060.");
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '&') {
        safe.append("&amp;");
      } else if (c == '@') {
        // In front of a name it would be a mention, which calls somebody.
        safe.append("@\u2060");
      } else {
        safe.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
      }
    }
    return safe.toString();
  }

  /** An id, to be copied. */
  static String code(String text) {
    return "`" + Text.oneLine(text).replace('`', '\'').replace('|', '/') + "`";
  }
}
