package dev.gatehouse.cli.respond;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.respond.contain.Cut;
import dev.gatehouse.respond.contain.Plan;
import dev.gatehouse.respond.contain.Proof;
import dev.gatehouse.respond.contain.Step;
import java.io.PrintWriter;
import java.util.List;

/** A plan of containment for people: what it comes to, the cuts in order, what stays open. */
final class PlanTable {
  /** Others whom a cut hits that are named; JSON has them all. */
  private static final int BREAKS_MAX = 8;

  private final Plan plan;
  private final Label label;
  private final PrintWriter out;
  private final Paint paint;

  PlanTable(Plan plan, Label label, Terminal terminal) {
    this.plan = plan;
    this.label = label;
    this.out = terminal.out();
    this.paint = terminal.paint();
  }

  void print() {
    out.println(paint.strong(plan.summary()));
    out.println(Text.oneLine(plan.told().title()));
    int number = 1;
    for (Cut cut : plan.cuts()) {
      cut(number++, cut);
    }
    open(plan.proof());
  }

  private void cut(int number, Cut cut) {
    out.println();
    out.println(
        number
            + ". "
            + paint.strong(cut.kind().word().replace('-', ' '))
            + "  "
            + name(cut.target()));
    out.println("   " + Text.oneLine(cut.stops()));
    if (cut.leaves() != null) {
      out.println("   But: " + Text.oneLine(cut.leaves()));
    }
    cut.breaks().stream()
        .limit(BREAKS_MAX)
        .forEach(
            other ->
                out.println(
                    "   Hits "
                        + label.identity(other.identity())
                        + ", last seen "
                        + Label.time(other.lastUse())
                        + ", "
                        + Text.count(other.liveSessions(), "live session")));
    if (cut.breaks().size() > BREAKS_MAX) {
      out.println("   … and " + (cut.breaks().size() - BREAKS_MAX) + " more");
    }
    cut.steps().forEach(step -> out.println("   $ " + command(step)));
    if (!cut.undo().isEmpty()) {
      out.println(paint.faint("   Undo:"));
      cut.undo().forEach(step -> out.println(paint.faint("   $ " + command(step))));
    }
  }

  private static String command(Step step) {
    return Text.oneLine(step.command());
  }

  private String name(String target) {
    return target.startsWith("arn:") || target.contains(":")
        ? label.identity(target)
        : Text.oneLine(target);
  }

  private void open(Proof proof) {
    List<Proof.Verdict> open = proof.open();
    out.println();
    if (open.isEmpty()) {
      out.println(
          "The policy engine denies every action asked about to each of "
              + Text.count(proof.credentials().size(), "live credential")
              + " and on each of "
              + Text.count(proof.entries().size(), "way")
              + " in.");
      return;
    }
    out.println("Stays open:");
    for (Proof.Verdict each : open) {
      out.println(
          "   "
              + name(each.what())
              + (each.what().equals(each.principal()) ? "" : " as " + name(each.principal()))
              + ": "
              + Text.oneLine(each.why()));
    }
  }
}
