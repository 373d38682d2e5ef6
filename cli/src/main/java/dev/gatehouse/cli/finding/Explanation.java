package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.lineage.Join;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.finding.FindingJson;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.policy.json.Json;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One finding told whole on a terminal, out of what JSON Lines say of it: so it makes no difference
 * whether it was just found or lies in a file.
 */
public final class Explanation {
  private final Saved finding;
  private final @Nullable About about;
  private final Terminal terminal;
  private final PrintWriter out;
  private final Paint paint;

  /**
   * @param finding as JSON Lines have it
   * @param about its detection; null if there is none of that id any more
   */
  Explanation(Saved finding, @Nullable About about, Terminal terminal) {
    this.finding = finding;
    this.about = about;
    this.terminal = terminal;
    this.out = terminal.out();
    this.paint = terminal.paint();
  }

  /** Of a finding that was just found. */
  public Explanation(Detected detected, FindingState state, Terminal terminal) {
    this(
        new Saved(Json.object(FindingJson.line(detected, state))),
        detected.about().get(state.finding().detector()),
        terminal);
  }

  /** The records that prove the finding and its way home. */
  Set<String> cited() {
    Set<String> ids = new LinkedHashSet<>();
    finding.objects("lineage").forEach(hop -> add(ids, hop.text("issuedBy")));
    finding.objects("causes").forEach(cause -> add(ids, cause.text("eventID")));
    ids.addAll(finding.texts("evidence"));
    return ids;
  }

  private static void add(Set<String> ids, String id) {
    if (!id.isEmpty()) {
      ids.add(id);
    }
  }

  /** The claim, the chain, the numbers and what to do; without the records. */
  public void story() {
    String word = finding.text("severity");
    terminal.paragraph("", word + "  " + finding.text("title"), title());
    terminal.paragraph(
        "",
        finding.text("id")
            + ", raised "
            + finding.time("raised")
            + " UTC, "
            + finding.text("confidence")
            + " confidence, score "
            + finding.text("score")
            + ", "
            + finding.text("state"),
        paint::faint);
    if (finding.has("shadow")) {
      out.println("In shadow: counts for nothing.");
    }
    Saved suppressed = finding.object("suppressed");
    if (suppressed != null) {
      terminal.paragraph(
          "Suppressed until "
              + suppressed.time("until")
              + " UTC by "
              + suppressed.text("approvedBy")
              + ": "
              + suppressed.text("why"));
    }
    chain();
    head("Why");
    for (Saved why : finding.objects("why")) {
      say("  ", why.text("what"));
      terminal.paragraph("    observed  ", why.text("observed"), paint::strong);
      fact("ordinary", why.text("expected"));
      fact("how odd ", why.text("background"));
    }
    if (!finding.objects("attack").isEmpty()) {
      head("ATT&CK");
      for (Saved attack : finding.objects("attack")) {
        out.println(
            line("  " + attack.text("technique") + " (version " + attack.text("version") + ")"));
      }
    }
    if (about != null) {
      head("What to do");
      for (int i = 0; i < about.runbook().size(); i++) {
        say("  " + (i + 1) + ". ", about.runbook().get(i));
      }
      if (!about.falsePositives().isEmpty()) {
        head("Who does this innocently");
        about.falsePositives().forEach(text -> say("  - ", text));
      }
    }
  }

  /** {@code Evidence: 3 records}, and how many of them are not told. */
  String evidence() {
    long all = finding.number("evidenceCount");
    int told = finding.texts("evidence").size();
    return "Evidence: "
        + Text.count(all, "record")
        + (all > told ? ", of which the first and last " + told + " are kept" : "");
  }

  /** The whole line in the colour of its severity. */
  private UnaryOperator<String> title() {
    return Arrays.stream(Severity.values())
        .filter(each -> each.word().equals(finding.text("severity")))
        .findFirst()
        .<UnaryOperator<String>>map(each -> text -> paint.severity(each, text))
        .orElse(paint::strong);
  }

  private void fact(String name, String text) {
    if (!text.isEmpty()) {
      say("    " + name + "  ", text);
    }
  }

  private void chain() {
    head("From home to the act");
    say(
        "  ",
        Label.plain().origin(finding.text("origin"), finding.text("originName"))
            + "  "
            + finding.text("origin"));
    List<Saved> hops = finding.objects("lineage");
    for (int i = hops.size() - 1; i >= 0; i--) {
      Saved hop = hops.get(i);
      say("  → ", hop.text("roleName"));
      terminal.paragraph("    ", proof(hop), paint::faint);
    }
    for (Saved gap : finding.objects("gaps")) {
      say("  ? ", gap.text("text"));
    }
    for (Saved cause : finding.objects("causes")) {
      say(
          "  ! ",
          "made possible by "
              + cause.text("kind")
              + " of "
              + cause.text("what")
              + " at "
              + cause.time("time")
              + ", by "
              + Label.plain().identity(cause.text("by"))
              + ", record "
              + cause.text("eventID"));
    }
  }

  private String proof(Saved hop) {
    Join join =
        Arrays.stream(Join.values())
            .filter(each -> each.word().equals(hop.text("join")))
            .findFirst()
            .orElse(Join.NONE);
    String how =
        join.proven() || join == Join.NONE
            ? join.words()
            : String.format(Locale.ROOT, "%s (%.2f)", join.words(), hop.fraction("confidence"));
    return (hop.has("call") ? hop.text("call") + " " : "")
        + (hop.has("issuedAt") ? "at " + hop.time("issuedAt") + " " : "")
        + (hop.has("from") ? "from " + hop.text("from") + " " : "")
        + (hop.has("issuedBy") ? "record " + hop.text("issuedBy") : "no issuing record")
        + ", "
        + how;
  }

  private void say(String before, String text) {
    terminal.paragraph(before, text, UnaryOperator.identity());
  }

  private void head(String text) {
    out.println();
    out.println(paint.strong(text));
  }

  private static String line(String text) {
    return Text.oneLine(text);
  }
}
