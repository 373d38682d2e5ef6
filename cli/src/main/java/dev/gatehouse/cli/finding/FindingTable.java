package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.estate.Suppression;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code table}: for people. First how many there are, by severity and detection; then the worst,
 * those that say the same of the same folded into one row.
 */
final class FindingTable implements FindingFormat {
  /** Nobody reads more, and a table is laid out in memory. */
  static final int ROWS_MAX = 10_000;

  private final int rowsMax;
  private final String again;

  /**
   * @param rowsMax rows that are shown
   * @param again the paths and options that another command needs to find the same
   */
  FindingTable(int rowsMax, String again) {
    this.rowsMax = Math.min(rowsMax, ROWS_MAX);
    this.again = again;
  }

  @Override
  public void print(Detected detected, Terminal terminal) {
    if (detected.findings().isEmpty()) {
      terminal.out().println("No findings.");
      return;
    }
    Paint paint = terminal.paint();
    new FindingCounts(detected).print(terminal);
    Table table =
        new Table()
            .column("SEVERITY", 8)
            .column("RAISED (UTC)", 19)
            .column("DETECTION", 40)
            .number("RECORDS")
            .column("FINDING", Integer.MAX_VALUE);
    List<FindingState> worst = detected.first(FindingState.WORST_FIRST, ROWS_MAX);
    List<List<FindingState>> alike = folded(worst, detected);
    List<List<FindingState>> shown = alike.subList(0, Math.min(rowsMax, alike.size()));
    shown.forEach(same -> row(table, same, detected, paint));
    table.print(terminal.out(), terminal.columns(), paint);
    terminal.out().println();
    int told = shown.stream().mapToInt(List::size).sum();
    int more = detected.findings().size() - told;
    if (more > 0) {
      terminal.paragraph(
          "The "
              + Text.count(more, "finding")
              + " that matter least are left out here; `--limit` shows more, `--format jsonl`"
              + " all.");
    }
    terminal.out().println("The records and the arithmetic of the first one:");
    String id = worst.get(0).finding().id();
    terminal
        .out()
        .println(("  " + terminal.command() + " explain " + id + " " + again).stripTrailing());
  }

  private static void row(Table table, List<FindingState> same, Detected detected, Paint paint) {
    FindingState first = same.get(0);
    Finding finding = first.finding();
    long records = same.stream().mapToLong(state -> state.finding().evidenceCount()).sum();
    table.row(
        Cell.of(finding.severity().word(), text -> paint.severity(finding.severity(), text)),
        Cell.of(Label.time(finding.raised())),
        Cell.of(finding.detector()),
        Cell.of(String.format(java.util.Locale.ROOT, "%,d", records)),
        Cell.of(detected.text().title(finding), paint::strong));
    if (detected.isShadow(first)) {
      table.under(Cell.of("In shadow: counts for nothing.", paint::faint));
    }
    detected
        .suppression(first)
        .map(Suppression::words)
        .ifPresent(words -> table.under(Cell.of(words, paint::faint)));
    table.under(Cell.of(detected.label().chain(finding.lineage())));
    table.under(Cell.of(finding.id(), paint::faint));
    if (same.size() > 1) {
      Finding last = same.get(same.size() - 1).finding();
      table.under(
          Cell.of(
              "and "
                  + (same.size() - 1)
                  + " more like it, the last raised "
                  + Label.time(last.raised())
                  + ":"));
      table.under(Cell.of(last.id(), paint::faint));
    }
  }

  /** What a person would call the same: who, by what, and the words but for their numbers. */
  private record Alike(
      String detector,
      String severity,
      String identity,
      String origin,
      String account,
      String words,
      boolean counts) {}

  private static List<List<FindingState>> folded(List<FindingState> worst, Detected detected) {
    Map<Alike, List<FindingState>> alike = new LinkedHashMap<>();
    for (FindingState state : worst) {
      Finding finding = state.finding();
      alike
          .computeIfAbsent(
              new Alike(
                  finding.detector(),
                  finding.severity().word(),
                  finding.identity(),
                  finding.origin(),
                  finding.account(),
                  withoutNumbers(detected.text().title(finding)),
                  detected.isOpen(state)),
              any -> new ArrayList<>())
          .add(state);
    }
    return List.copyOf(alike.values());
  }

  /** Digits that stand for themselves: those of a name are part of it. */
  private static String withoutNumbers(String title) {
    return title.replaceAll("(?<![\\w.:/-])\\d[\\d,]*(?![\\w.:/-])", "0");
  }
}
