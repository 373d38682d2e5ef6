package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.ReasonText;
import dev.gatehouse.core.lineage.Cause;
import dev.gatehouse.core.lineage.Gap;
import dev.gatehouse.core.lineage.Hop;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.output.lineage.EvidenceRecord;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.PrintWriter;
import java.util.List;

/** One finding told whole on a terminal. */
public final class Explanation {
  private final Detected detected;
  private final FindingState state;
  private final Finding finding;
  private final PrintWriter out;
  private final Paint paint;

  public Explanation(Detected detected, FindingState state, Terminal terminal) {
    this.detected = detected;
    this.state = state;
    this.finding = state.finding();
    this.out = terminal.out();
    this.paint = terminal.paint();
  }

  void print() {
    story();
    records();
  }

  /** The claim, the chain, the numbers and what to do; without the records. */
  public void story() {
    String word = finding.severity().word();
    out.println(
        paint.severity(finding.severity(), word)
            + "  "
            + paint.strong(line(detected.text().title(finding))));
    out.println(
        paint.faint(
            finding.id()
                + ", raised "
                + Label.time(finding.raised())
                + " UTC, "
                + finding.confidence().word()
                + " confidence, score "
                + finding.score()
                + ", "
                + state.state().word()));
    chain();
    head("Why");
    for (ReasonText why : detected.text().why(finding)) {
      out.println("  " + line(why.what()));
      out.println("    observed  " + paint.strong(line(why.observed())));
      if (!why.expected().isEmpty()) {
        out.println("    ordinary  " + line(why.expected()));
      }
      if (!why.background().isEmpty()) {
        out.println("    how odd   " + line(why.background()));
      }
    }
    if (!finding.attack().isEmpty()) {
      head("ATT&CK");
      for (Attack attack : finding.attack()) {
        out.println("  " + attack.technique() + " (version " + attack.version() + ")");
      }
    }
    About about = detected.about().get(finding.detector());
    if (about != null) {
      head("What to do");
      for (int i = 0; i < about.runbook().size(); i++) {
        out.println("  " + (i + 1) + ". " + about.runbook().get(i));
      }
      if (!about.falsePositives().isEmpty()) {
        head("Who does this innocently");
        about.falsePositives().forEach(text -> out.println("  - " + text));
      }
    }
  }

  private void chain() {
    head("From home to the act");
    out.println(
        "  "
            + line(detected.label().identity(finding.origin()))
            + "  "
            + paint.faint(line(finding.origin())));
    List<Hop> hops = finding.lineage().hops();
    for (int i = hops.size() - 1; i >= 0; i--) {
      Hop hop = hops.get(i);
      out.println("  → " + line(detected.label().identity(hop.roleArn())) + "  " + proof(hop));
    }
    for (Gap gap : finding.lineage().gaps()) {
      out.println("  ? " + line(gap.text()));
    }
    for (Cause cause : finding.lineage().causes()) {
      out.println(
          "  made possible by "
              + cause.kind().word()
              + " of "
              + line(cause.what())
              + " at "
              + Label.time(cause.time())
              + ", by "
              + line(detected.label().identity(cause.by()))
              + ", record "
              + line(cause.eventId()));
    }
  }

  private String proof(Hop hop) {
    StringBuilder text = new StringBuilder();
    text.append(hop.call() == null ? "" : hop.call() + " ");
    text.append(hop.issuedAt() == null ? "" : "at " + Label.time(hop.issuedAt()) + " ");
    text.append(hop.from() == null ? "" : "from " + hop.from() + " ");
    text.append(hop.issuedBy() == null ? "no issuing record" : "record " + hop.issuedBy());
    text.append(", ").append(hop.proof());
    return paint.faint(line(text.toString()));
  }

  private void records() {
    head(
        "Evidence: "
            + Text.count(finding.evidenceCount(), "record")
            + (finding.evidenceCount() > finding.evidence().size()
                ? ", of which the first and last " + finding.evidence().size() + " follow"
                : ""));
    for (String id : finding.evidence()) {
      EvidenceRecord record = detected.records().get(id);
      out.println();
      if (record == null) {
        out.println(line(id) + " is in the trail under another id.");
      } else {
        Object tree = Json.tree(record.raw());
        out.println(JsonWriter.asciiPretty(json -> JsonWriter.value(json, tree)));
      }
    }
  }

  private void head(String text) {
    out.println();
    out.println(paint.strong(text));
  }

  private static String line(String text) {
    return Text.oneLine(text);
  }
}
