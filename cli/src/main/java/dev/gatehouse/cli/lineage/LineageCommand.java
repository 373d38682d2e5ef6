package dev.gatehouse.cli.lineage;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.Summary;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Gap;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.lineage.LineageJson;
import dev.gatehouse.trail.TrailEvent;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatehouse lineage}: each event made with temporary credentials, followed home. */
@Command(
    name = "lineage",
    description = "Follow every event made with temporary credentials home, one line an event.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  gatehouse lineage ./AWSLogs",
      "  gatehouse lineage --format jsonl ./AWSLogs | jq 'select(.depth > 2)'",
      "",
      "In tables, `~` stands before a hop that is inferred and not proven.",
    })
public final class LineageCommand implements Callable<Integer> {
  private static final int ROWS_TOGETHER = 500;

  private final Terminal terminal;

  @Mixin private TrailOptions trail = new TrailOptions();

  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "PATH",
      description = TrailOptions.PATH_HELP)
  void paths(List<String> typed) {
    trail.paths(typed);
  }

  @Mixin private final FormatOption format = FormatOption.of(Format.TABLE, Format.JSONL);

  private Table table = columns();
  private int rows;
  private boolean headed;

  /** A command over the given streams. */
  public LineageCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    TrailInput input = TrailInput.of(trail, terminal);
    TrailPass.Result result = new TrailPass(terminal, input).run(this::print);
    printRows();
    terminal.out().flush();
    Summary.print(result.tally(), terminal);
    return ExitCode.DONE;
  }

  private void print(Activity activity) {
    if (!activity.isTemporary()) {
      return;
    }
    switch (format.chosen()) {
      case JSONL -> terminal.out().println(LineageJson.line(activity));
      case TABLE -> row(activity);
      default -> throw format.notOffered();
    }
  }

  private void row(Activity activity) {
    TrailEvent event = activity.event();
    String key = event.userIdentity().accessKeyId();
    table.row(
        Cell.of(Label.time(event.time())),
        Cell.of(Label.call(event.eventSource(), event.eventName())),
        Cell.of(key == null ? "–" : Label.key(key)),
        Cell.of(Integer.toString(activity.lineage().depth())),
        Cell.of(Label.plain().chain(activity.lineage())));
    for (Gap gap : activity.lineage().gaps()) {
      table.under(Cell.of(gap.text(), terminal.paint()::faint));
    }
    if (++rows == ROWS_TOGETHER) {
      printRows();
    }
  }

  /** Blocks of rows, so that a table of a large trail needs no large memory. */
  private void printRows() {
    if (rows > 0) {
      table.print(terminal.out(), terminal.columns(), terminal.paint(), !headed);
      headed = true;
      table = columns();
      rows = 0;
    }
  }

  private static Table columns() {
    return new Table()
        .column("TIME (UTC)", 19)
        .column("CALL", 36)
        .column("KEY", 9)
        .number("DEPTH")
        .column("FROM HOME TO HERE", Integer.MAX_VALUE);
  }
}
