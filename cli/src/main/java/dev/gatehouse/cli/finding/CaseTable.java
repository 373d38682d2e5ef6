package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.StoryLine;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import java.util.List;

/** {@code table} of cases: for people, the worst first, each with the beginning of its story. */
final class CaseTable implements FindingFormat {
  /** Steps shown of one case; {@code jsonl} and {@code html} have them all. */
  private static final int STEPS_MAX = 12;

  /** Nobody reads more, and a table is laid out in memory. */
  static final int ROWS_MAX = 2_000;

  @Override
  public void print(Detected detected, Terminal terminal) {
    List<Case> cases = detected.firstCases(BuildCases.WORST_FIRST, ROWS_MAX);
    if (cases.isEmpty()) {
      terminal.out().println("No cases.");
      return;
    }
    Paint paint = terminal.paint();
    Table table =
        new Table()
            .column("CONFIDENCE", 10)
            .column("SEVERITY", 8)
            .column("RAISED (UTC)", 19)
            .number("FINDINGS")
            .column("CASE", Integer.MAX_VALUE);
    for (Case told : cases) {
      table.row(
          Cell.of(told.confidence().word()),
          Cell.of(told.severity().word(), text -> paint.severity(told.severity(), text)),
          Cell.of(Label.time(told.raised())),
          Cell.of(String.valueOf(told.findingCount())),
          Cell.of(told.title(), paint::strong));
      told.story().stream().limit(STEPS_MAX).forEach(line -> table.under(step(line)));
      if (told.story().size() > STEPS_MAX) {
        table.under(
            Cell.of(
                "… " + Text.count(told.story().size() - STEPS_MAX, "step") + " more",
                paint::faint));
      }
      told.checkFirst().stream()
          .limit(1)
          .forEach(first -> table.under(Cell.of("Check first: " + first)));
      table.under(Cell.of(told.id(), paint::faint));
    }
    table.print(terminal.out(), terminal.columns(), paint);
    terminal.out().println();
    long all = detected.standingCases().count();
    long high =
        detected.standingCases().filter(told -> told.confidence() == Confidence.HIGH).count();
    if (all > cases.size()) {
      terminal
          .out()
          .println(
              "The "
                  + Text.count(all - cases.size(), "case")
                  + " that matter least are left out here; `--format jsonl` has them all.");
    }
    terminal
        .out()
        .println(
            Text.count(all, "case")
                + " of "
                + Text.count(detected.findings().size(), "finding")
                + ", "
                + high
                + " of high confidence.");
  }

  private static Cell step(StoryLine line) {
    return Cell.of(Label.time(line.time()) + "  " + line.text());
  }
}
