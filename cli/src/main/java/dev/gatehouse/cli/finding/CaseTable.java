package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.RelatedCases;
import dev.gatehouse.core.cases.TimelineEntry;
import dev.gatehouse.core.finding.Confidence;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code table} of cases: for people, the worst first, each with the beginning of its story. */
final class CaseTable implements FindingFormat {
  /** Things to do shown of one case. */
  private static final int STEPS_FIRST = 2;

  /** Related cases shown of one case. */
  private static final int RELATED_MAX = 3;

  /** Steps shown of one case; {@code jsonl} and {@code html} have them all. */
  private static final int STEPS_MAX = 12;

  /** Nobody reads more, and a table is laid out in memory. */
  static final int ROWS_MAX = RelatedCases.CASES_MAX;

  private final int rowsMax;
  private final String again;

  /**
   * @param rowsMax cases that are shown
   * @param again the paths and options that another command needs to find the same
   */
  CaseTable(int rowsMax, String again) {
    this.rowsMax = Math.min(rowsMax, ROWS_MAX);
    this.again = again;
  }

  @Override
  public void print(Detected detected, Terminal terminal) {
    List<Case> cases = detected.firstCases(BuildCases.WORST_FIRST, rowsMax);
    if (cases.isEmpty()) {
      terminal.out().println("No cases.");
      return;
    }
    long all = counts(detected, terminal);
    Paint paint = terminal.paint();
    RelatedCases related = new RelatedCases(cases);
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
          .limit(STEPS_FIRST)
          .forEach(first -> table.under(Cell.of("Do first: " + first)));
      RelatedCases.Found others = related.of(told);
      if (others.count() > 0) {
        table.under(Cell.of(seeAlso(others)));
      }
      table.under(Cell.of(told.shortId() + "  " + told.id(), paint::faint));
    }
    table.print(terminal.out(), terminal.columns(), paint);
    terminal.out().println();
    if (all > cases.size()) {
      terminal.paragraph(
          "The "
              + Text.count(all - cases.size(), "case")
              + " that matter least are left out here; `--limit` shows more, `--format jsonl`"
              + " all.");
    }
    terminal.out().println("All that is known of the first one:");
    terminal
        .out()
        .println(
            ("  " + terminal.command() + " explain " + cases.get(0).shortId() + " " + again)
                .stripTrailing());
  }

  /** Prints how many there are, by confidence. */
  private static long counts(Detected detected, Terminal terminal) {
    Map<Confidence, Long> byConfidence = new EnumMap<>(Confidence.class);
    detected.standingCases().forEach(told -> byConfidence.merge(told.confidence(), 1L, Long::sum));
    long all = byConfidence.values().stream().mapToLong(Long::longValue).sum();
    String parts =
        Stream.of(Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)
            .filter(byConfidence::containsKey)
            .map(each -> byConfidence.get(each) + " of " + each.word() + " confidence")
            .collect(Collectors.joining(", "));
    terminal.paragraph(
        Text.count(all, "case")
            + " of "
            + Text.count(detected.findings().size(), "finding")
            + ": "
            + parts
            + ".");
    terminal.out().println("The surest and worst first, of equal ones the earliest.");
    terminal.out().println();
    return all;
  }

  private static String seeAlso(RelatedCases.Found others) {
    int more = others.count() - RELATED_MAX;
    return "See also: "
        + others.cases().stream()
            .limit(RELATED_MAX)
            .map(
                one ->
                    one.other().shortId()
                        + " (same "
                        + one.by().stream()
                            .map(RelatedCases.Tie::word)
                            .collect(Collectors.joining(", "))
                        + ")")
            .collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static Cell step(TimelineEntry line) {
    return Cell.of(Label.time(line.time()) + "  " + line.text());
  }
}
