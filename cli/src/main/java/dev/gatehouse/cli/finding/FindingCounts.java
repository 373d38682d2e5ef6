package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.label.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How many findings there are, by severity and detection. */
final class FindingCounts {
  /** The worst first. */
  private static final List<Severity> SEVERITIES =
      List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW);

  private final Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
  private final Map<String, Map<Severity, Long>> byDetection = new TreeMap<>();
  private long counted;
  private long shadow;
  private long suppressed;

  FindingCounts(Detected detected) {
    for (FindingState state : detected.findings()) {
      Severity severity = state.finding().severity();
      boolean hidden = detected.isShadow(state);
      counted += hidden ? 0 : 1;
      shadow += hidden ? 1 : 0;
      suppressed += !hidden && detected.suppression(state).isPresent() ? 1 : 0;
      bySeverity.merge(severity, 1L, Long::sum);
      byDetection
          .computeIfAbsent(state.finding().detector(), any -> new EnumMap<>(Severity.class))
          .merge(severity, 1L, Long::sum);
    }
  }

  void print(Terminal terminal) {
    List<String> parts = new ArrayList<>();
    SEVERITIES.forEach(
        severity -> {
          long n = bySeverity.getOrDefault(severity, 0L);
          if (n > 0) {
            parts.add(String.format(Locale.ROOT, "%,d %s", n, severity.word()));
          }
        });
    terminal.paragraph(
        Text.count(counted, "finding")
            + (shadow == 0 ? "" : " and " + shadow + " in shadow")
            + (suppressed == 0 ? "" : ", " + suppressed + " of them suppressed")
            + ": "
            + String.join(", ", parts)
            + ".");
    terminal.out().println();
    Table table = new Table();
    SEVERITIES.forEach(severity -> table.number(severity.name()));
    table.column("DETECTION", Integer.MAX_VALUE);
    byDetection.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(worstFirst()))
        .forEach(
            each -> {
              List<Cell> cells = new ArrayList<>();
              for (Severity severity : SEVERITIES) {
                Long n = each.getValue().get(severity);
                cells.add(Cell.of(n == null ? "·" : String.format(Locale.ROOT, "%,d", n)));
              }
              cells.add(Cell.of(each.getKey()));
              table.row(cells.toArray(Cell[]::new));
            });
    table.print(terminal.out(), terminal.columns(), terminal.paint());
    terminal.out().println();
    terminal.paragraph("The worst first, of equal ones the earliest; what is alike is told once.");
    terminal.out().println();
  }

  private static Comparator<Map<Severity, Long>> worstFirst() {
    return (one, other) -> {
      for (Severity severity : SEVERITIES) {
        int order = Long.compare(other.getOrDefault(severity, 0L), one.getOrDefault(severity, 0L));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }
}
