package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.terminal.Paint;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.estate.graph.TrustGraph;
import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.output.estate.NodeLabel;
import dev.gatehouse.output.label.Text;
import java.util.List;

/** Edges for people. */
final class GraphTable {
  private final Terminal terminal;
  private final NodeLabel label;

  GraphTable(Terminal terminal, NodeLabel label) {
    this.terminal = terminal;
    this.label = label;
  }

  void print(TrustGraph graph, List<Edge> edges) {
    Paint paint = terminal.paint();
    Table table =
        new Table()
            .column("WHO", 44)
            .column("CAN", 11)
            .column("HOW", 30)
            .column("BECOME OR ACT ON", Integer.MAX_VALUE);
    for (Edge edge : edges) {
      table.row(
          Cell.of(label.of(edge.from())),
          Cell.of(edge.verdict().word(), text -> paint(edge.verdict(), text, paint)),
          Cell.of(edge.kind().word()),
          Cell.of(label.of(edge.to())));
      under(table, edge, paint);
    }
    table.print(terminal.out(), terminal.columns(), paint);
    terminal.notice(
        Text.count(graph.nodes().size(), "node") + ", " + Text.count(edges.size(), "edge") + ".");
  }

  private static void under(Table table, Edge edge, Paint paint) {
    if (!edge.conditions().isEmpty()) {
      String word = edge.verdict() == EdgeVerdict.UNKNOWN ? "hangs on: " : "if ";
      table.under(Cell.of(word + NodeLabel.conditions(edge.conditions()), paint::faint));
    }
    for (String blocker : edge.blockedBy()) {
      table.under(Cell.of("blocked: " + blocker, paint::faint));
    }
  }

  static String paint(EdgeVerdict verdict, String text, Paint paint) {
    return switch (verdict) {
      case OPEN -> paint.strong(text);
      case CONDITIONAL, UNKNOWN -> paint.warning(text);
      case BLOCKED -> paint.faint(text);
    };
  }
}
