package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One case told whole on a terminal, out of what JSON Lines say of it. */
final class CaseExplanation {
  private final Saved told;
  private final Terminal terminal;
  private final Paint paint;

  /**
   * @param told as JSON Lines have it
   */
  CaseExplanation(Saved told, Terminal terminal) {
    this.told = told;
    this.terminal = terminal;
    this.paint = terminal.paint();
  }

  /** The records that prove the case. */
  Set<String> cited() {
    Set<String> ids = new LinkedHashSet<>();
    for (Saved session : told.objects("sessions")) {
      if (session.has("issuedBy")) {
        ids.add(session.text("issuedBy"));
      }
    }
    ids.addAll(told.texts("evidence"));
    return ids;
  }

  void story() {
    line("", told.text("confidence") + " confidence  " + told.text("title"));
    line(
        "",
        told.text("shortId")
            + ", "
            + told.text("id")
            + ", "
            + told.text("severity")
            + ", raised "
            + told.time("raised")
            + " UTC, "
            + told.time("start")
            + " to "
            + told.time("end"));
    if (told.has("mergedInto")) {
      line("", "It was taken up by " + told.text("mergedInto") + ".");
    }
    summary();
    list("What happened (UTC)", steps());
    list("Credentials", sessions());
    list("Still good at the end of what was read", live());
    list("What to do first", numbered(told.texts("checkFirst")));
    list("How sure", weights());
    list(
        "Findings, " + told.number("findingCount"),
        told.texts("findings").stream()
            .map(id -> id + (told.texts("suppressed").contains(id) ? "  (suppressed)" : ""))
            .toList());
    list(
        "See also",
        told.objects("relatedCases").stream()
            .map(
                other ->
                    other.text("shortId")
                        + "  "
                        + other.text("title")
                        + " (same "
                        + String.join(", ", other.texts("by"))
                        + ")")
            .toList());
  }

  private void summary() {
    Saved summary = told.object("summary");
    if (summary == null) {
      return;
    }
    List<String> facts = new ArrayList<>();
    facts.add("who      " + summary.text("who"));
    if (summary.has("entry")) {
      facts.add("came in  " + summary.text("entry"));
    }
    summary.texts("from").forEach(from -> facts.add("from     " + from));
    summary.texts("reached").forEach(role -> facts.add("reached  " + role));
    summary.texts("unknown").forEach(gap -> facts.add("unknown  " + gap));
    list("In short", facts);
  }

  private List<String> steps() {
    return told.objects("story").stream()
        .map(step -> step.time("time") + "  " + step.text("text"))
        .toList();
  }

  /** Each under the one that issued it. */
  private List<String> sessions() {
    Map<String, Integer> depths = new HashMap<>();
    List<String> lines = new ArrayList<>();
    for (Saved session : told.objects("sessions")) {
      int depth = session.has("parent") ? depths.getOrDefault(session.text("parent"), 0) + 1 : 0;
      depths.put(session.text("id"), depth);
      lines.add(
          "  ".repeat(Math.min(depth, 12))
              + session.text("roleName")
              + "  "
              + (session.has("accessKeyId") ? session.text("accessKeyId") : session.text("id"))
              + (session.has("call") ? ", " + session.text("call") : "")
              + (session.has("cause") ? ", " + session.text("cause") : "")
              + (session.has("issuedAt") ? " at " + session.time("issuedAt") : "")
              + (session.has("from") ? " from " + session.text("from") : "")
              + ", "
              + session.text("tie"));
    }
    return lines;
  }

  private List<String> live() {
    return told.objects("live").stream()
        .map(
            session ->
                session.text("id")
                    + " of "
                    + session.text("roleName")
                    + (session.has("until")
                        ? ", until " + session.time("until")
                        : ", until it is deleted"))
        .toList();
  }

  private List<String> weights() {
    List<String> lines = new ArrayList<>();
    for (Saved weight : told.objects("weights")) {
      lines.add(
          String.format(
              java.util.Locale.ROOT,
              "%.2f  %s  %s",
              weight.fraction("chance"),
              weight.text("family"),
              weight.text("id")));
      weight.texts("notes").forEach(note -> lines.add("      " + note));
    }
    return lines;
  }

  private static List<String> numbered(List<String> steps) {
    List<String> lines = new ArrayList<>();
    for (String step : steps) {
      lines.add((lines.size() + 1) + ". " + step);
    }
    return lines;
  }

  private void list(String head, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    terminal.out().println();
    terminal.out().println(paint.strong(head));
    lines.forEach(text -> line("  ", text));
  }

  private void line(String before, String text) {
    terminal.paragraph(before, text, UnaryOperator.identity());
  }
}
