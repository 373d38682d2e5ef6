package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.posture.PostureResult;
import dev.gatehouse.estate.posture.PostureResult.Standing;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.label.Text;
import java.util.List;
import java.util.function.UnaryOperator;

/** Posture for people: what is open with its steps, then exceptions, then what nobody knows. */
final class PostureTable {
  private final Terminal terminal;
  private final Label label;

  PostureTable(Terminal terminal, Estate estate) {
    this.terminal = terminal;
    this.label = new Label(Names.of(estate));
  }

  void print(List<PostureResult> results) {
    long open = count(results, Standing.OPEN);
    long excepted = count(results, Standing.EXCEPTED);
    long unknown = count(results, Standing.UNKNOWN);
    if (!results.isEmpty()) {
      table(results).print(terminal.out(), terminal.columns(), terminal.paint());
      terminal.out().println();
    }
    terminal
        .out()
        .println(
            Text.count(open, "thing")
                + " to do, "
                + Text.count(excepted, "declared exception")
                + ", "
                + Text.count(unknown, "question")
                + " that the estate does not answer.");
  }

  private Table table(List<PostureResult> results) {
    Table table =
        new Table()
            .column("SEVERITY", 8)
            .column("CHECK", 24)
            .column("WHO", 44)
            .column("WHAT, WHY AND WHAT TO DO", Integer.MAX_VALUE);
    Paint paint = terminal.paint();
    for (PostureResult each : results) {
      table.row(
          Cell.of(word(each), paint(each, paint)),
          Cell.of(each.check()),
          Cell.of(label.identity(each.subject())),
          Cell.of(each.what(), each.standing() == Standing.OPEN ? paint::strong : paint::faint));
      under(table, each.why(), UnaryOperator.identity());
      each.evidence().forEach(fact -> under(table, "· " + fact, paint::faint));
      int n = 1;
      for (String step : each.steps()) {
        under(table, n++ + ". " + step, UnaryOperator.identity());
      }
    }
    return table;
  }

  private static void under(Table table, String text, UnaryOperator<String> paint) {
    if (!text.isEmpty()) {
      table.under(Cell.of(text, paint));
    }
  }

  private static String word(PostureResult result) {
    return switch (result.standing()) {
      case OPEN -> result.severity().word();
      case EXCEPTED -> "excepted";
      case UNKNOWN -> "unknown";
    };
  }

  private static UnaryOperator<String> paint(PostureResult result, Paint paint) {
    return result.standing() == Standing.OPEN
        ? text -> paint.severity(Severity.valueOf(result.severity().name()), text)
        : paint::faint;
  }

  private static long count(List<PostureResult> results, Standing standing) {
    return results.stream().filter(each -> each.standing() == standing).count();
  }
}
