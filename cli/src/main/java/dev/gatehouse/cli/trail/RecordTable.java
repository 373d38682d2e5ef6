package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records for people, a row each; but what one credential did again and again within an hour, from
 * the same address and with the same result, has one row with how often and until when.
 */
public final class RecordTable {
  private static final Duration TOGETHER = Duration.ofHours(1);

  private final Terminal terminal;

  public RecordTable(Terminal terminal) {
    this.terminal = terminal;
  }

  private record Kind(
      String call,
      @Nullable String key,
      @Nullable String address,
      @Nullable String account,
      String result) {}

  private static final class Run {
    final TrailEvent first;
    TrailEvent last;
    long count = 1;

    Run(TrailEvent first) {
      this.first = first;
      this.last = first;
    }
  }

  /**
   * Prints them.
   *
   * @param events in the order of time
   */
  public void print(Collection<TrailEvent> events) {
    Map<Kind, Run> open = new HashMap<>();
    List<Run> runs = new ArrayList<>();
    for (TrailEvent event : events) {
      Kind kind = kind(event);
      Run run = open.get(kind);
      if (run != null && Duration.between(run.last.time(), event.time()).compareTo(TOGETHER) <= 0) {
        run.last = event;
        run.count++;
      } else {
        run = new Run(event);
        open.put(kind, run);
        runs.add(run);
      }
    }
    Table table =
        new Table()
            .column("TIME (UTC)", 19)
            .column("CALL", 60)
            .column("KEY", 9)
            .column("FROM", 40)
            .column("ACCOUNT", 12)
            .column("RESULT", 40)
            .column("EVENT", Integer.MAX_VALUE);
    Paint paint = terminal.paint();
    for (Run run : runs) {
      Kind kind = kind(run.first);
      table.row(
          Cell.of(Label.time(run.first.time())),
          Cell.of(kind.call()),
          Cell.of(kind.key() == null ? "–" : Label.key(kind.key())),
          Cell.of(Objects.requireNonNullElse(kind.address(), "–")),
          Cell.of(Objects.requireNonNullElse(kind.account(), "–")),
          Cell.of(kind.result(), run.first.succeeded() ? text -> text : paint::warning),
          Cell.of(run.first.id(), paint::faint));
      if (run.count > 1) {
        table.under(
            Cell.of(
                "and "
                    + (run.count - 1)
                    + " more like it until "
                    + Label.time(run.last.time())
                    + ", the last "
                    + run.last.id(),
                paint::faint));
      }
    }
    table.print(terminal.out(), terminal.columns(), paint);
  }

  private static Kind kind(TrailEvent event) {
    String result =
        event.succeeded()
            ? "done"
            : Objects.requireNonNullElse(
                event.errorCode(), Objects.requireNonNullElse(event.errorMessage(), "failed"));
    return new Kind(
        Label.call(event.eventSource(), event.eventName()),
        event.userIdentity().accessKeyId(),
        event.sourceIPAddress(),
        event.recipientAccountId(),
        result);
  }
}
