package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.output.finding.Tally;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The summary of a pass, on standard error. */
public final class Summary {
  private static final int DOTS_TO = 64;

  private Summary() {}

  /** Prints what was read and what was not seen. */
  public static void print(Tally tally, Terminal terminal) {
    terminal.notice("read " + tally.span() + ".");
    tally.lines().forEach(line -> print(line, terminal));
  }

  /** Prints how many findings count for nothing, by detection; nothing if there are none. */
  public static void shadow(Map<String, Long> shadow, Terminal terminal) {
    new TreeMap<>(shadow)
        .forEach(
            (id, n) ->
                print(
                    new Tally.Line("In shadow: " + id, String.format(Locale.ROOT, "%,d", n)),
                    terminal));
  }

  private static void print(Tally.Line line, Terminal terminal) {
    String dots = " ".repeat(Math.max(1, DOTS_TO - line.what().length() - line.value().length()));
    terminal.err().println("  " + line.what() + dots + line.value());
  }
}
