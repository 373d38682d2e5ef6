package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.output.finding.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The summary of a pass, on standard error. */
public final class Summary {
  private static final String GAP = "  ";

  private Summary() {}

  /** Prints what was read and what was not seen. */
  public static void print(Tally tally, Terminal terminal) {
    terminal.notice("read " + tally.span() + ".");
    print(tally.lines(), terminal);
  }

  /** Prints how many findings count for nothing, by detection; nothing if there are none. */
  public static void shadow(Map<String, Long> shadow, Terminal terminal) {
    List<Tally.Line> lines = new ArrayList<>();
    new TreeMap<>(shadow)
        .forEach(
            (id, n) ->
                lines.add(
                    new Tally.Line("In shadow: " + id, String.format(Locale.ROOT, "%,d", n))));
    print(lines, terminal);
  }

  private static void print(List<Tally.Line> lines, Terminal terminal) {
    int what = lines.stream().mapToInt(line -> line.what().length()).max().orElse(0);
    int value = lines.stream().mapToInt(line -> line.value().length()).max().orElse(0);
    for (Tally.Line line : lines) {
      int blanks = what + value - line.what().length() - line.value().length();
      terminal.err().println(GAP + line.what() + " ".repeat(blanks) + GAP + line.value());
    }
  }
}
