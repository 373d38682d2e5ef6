package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import java.util.List;

/** {@code table}: for people, the worst first. */
final class FindingTable implements FindingFormat {
  /** Nobody reads more, and a table is laid out in memory. */
  static final int ROWS_MAX = 10_000;

  @Override
  public void print(Detected detected, Terminal terminal) {
    if (detected.findings().isEmpty()) {
      terminal.out().println("No findings.");
      return;
    }
    Paint paint = terminal.paint();
    Table table =
        new Table()
            .column("SEVERITY", 8)
            .column("RAISED (UTC)", 19)
            .column("DETECTION", 26)
            .number("RECORDS")
            .column("FINDING", Integer.MAX_VALUE);
    List<FindingState> rows = detected.first(FindingState.WORST_FIRST, ROWS_MAX);
    rows.forEach(
        state -> {
          Finding finding = state.finding();
          String word = finding.severity().word();
          table.row(
              Cell.of(word, text -> paint.severity(finding.severity(), text)),
              Cell.of(Label.time(finding.raised())),
              Cell.of(finding.detector()),
              Cell.of(String.format(java.util.Locale.ROOT, "%,d", finding.evidenceCount())),
              Cell.of(detected.text().title(finding), paint::strong));
          if (detected.isShadow(state)) {
            table.under(Cell.of("In shadow: counts for nothing.", paint::faint));
          }
          table.under(Cell.of(detected.label().chain(finding.lineage())));
          table.under(Cell.of(finding.id(), paint::faint));
        });
    table.print(terminal.out(), terminal.columns(), paint);
    terminal.out().println();
    int more = detected.findings().size() - rows.size();
    if (more > 0) {
      terminal
          .out()
          .println(
              "The "
                  + Text.count(more, "finding")
                  + " of least severity are left out here; `--format jsonl` has them all.");
    }
    long counted = detected.countedSize();
    terminal
        .out()
        .println(
            Text.count(counted, "finding")
                + inShadow(detected.findings().size() - counted)
                + ". `gatehouse explain ID PATH…` shows the records and the arithmetic of one.");
  }

  private static String inShadow(long shadow) {
    return shadow == 0 ? "" : " and " + shadow + " in shadow";
  }
}
