package dev.gatehouse.cli.baseline;

import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.baseline.state.Baseline;
import dev.gatehouse.core.baseline.state.FeatureValues;
import dev.gatehouse.core.baseline.statistics.HourProfile;
import dev.gatehouse.output.label.Label;
import java.time.Instant;
import java.util.Locale;

/** One baseline for people: learning state, hours of the week, amounts, values. */
final class BaselineTable {
  private static final String SHADES = " .:-=+*#";
  private static final int VALUES_SHOWN = 8;
  private static final double USUAL_SHARE = 0.9;

  private final Terminal terminal;

  BaselineTable(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(Subject subject, Baseline baseline) {
    var out = terminal.out();
    out.println(
        terminal.paint().strong(Label.plain().identity(subject.name()))
            + " as "
            + subject.kind().word());
    out.println(
        "  learned from "
            + baseline.days()
            + " active days, "
            + Label.time(time(baseline.first()))
            + " to "
            + Label.time(time(baseline.last()))
            + " UTC; longest break "
            + baseline.longestBreak()
            + " hours");
    out.println("  active       " + "0     3     6     9     12    15    18    21");
    strip("Mon-Fri", baseline.rhythm(), 0);
    strip("Sat-Sun", baseline.rhythm(), 24);
    String usual = baseline.rhythm().usual(USUAL_SHARE);
    out.println("  nine tenths  " + usual + " UTC");
    out.println();
    counters(baseline);
    out.println();
    values(baseline);
    out.println();
  }

  private void strip(String days, HourProfile rhythm, int half) {
    StringBuilder cells = new StringBuilder();
    for (int hour = 0; hour < 24; hour++) {
      double share = Math.min(1, rhythm.chance(half + hour));
      boolean any = rhythm.active(half + hour) > 0;
      char shade = any ? SHADES.charAt(1 + (int) (share * (SHADES.length() - 2))) : ' ';
      cells.append(shade).append(shade);
    }
    terminal.out().println("  " + days + "     |" + cells + "|");
  }

  private void counters(Baseline baseline) {
    Table table =
        new Table()
            .column("A DAY", 44)
            .number("7 DAYS")
            .number("30 DAYS")
            .column("IN AN HOUR WITH ANY", Integer.MAX_VALUE);
    int tomorrow = Math.floorDiv(baseline.last(), 24) + 1;
    for (Counter counter : Counter.values()) {
      double month = baseline.average(counter, 30, tomorrow);
      if (month > 0) {
        table.row(
            Cell.of("  " + counter.word()),
            Cell.of(number(baseline.average(counter, 7, tomorrow))),
            Cell.of(number(month)),
            Cell.of(number(baseline.hourly(counter))));
      }
    }
    table.print(terminal.out(), terminal.columns(), terminal.paint());
  }

  private void values(Baseline baseline) {
    Table table =
        new Table().column("VALUES", 24).number("KNOWN").column("USUAL", Integer.MAX_VALUE);
    for (FeatureValues values : baseline.values()) {
      table.row(
          Cell.of("  " + values.feature().word()),
          Cell.of(String.valueOf(values.size())),
          Cell.of(values.usual(VALUES_SHOWN)));
    }
    table.print(terminal.out(), terminal.columns(), terminal.paint());
  }

  private static Instant time(int hour) {
    return Instant.ofEpochSecond(3600L * hour);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
  }
}
