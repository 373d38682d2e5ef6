package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.terminal.Text;
import dev.gatehouse.estate.graph.Edge;
import dev.gatehouse.estate.graph.EdgeVerdict;
import dev.gatehouse.estate.graph.Node;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Edges in Graphviz's language; open ones solid, the others dashed or dotted. */
final class GraphDot {
  private final Terminal terminal;
  private final NodeLabel label;

  GraphDot(Terminal terminal, NodeLabel label) {
    this.terminal = terminal;
    this.label = label;
  }

  void print(List<Edge> edges) {
    List<Edge> passable = edges.stream().filter(Edge::passable).toList();
    Set<Node> nodes = new TreeSet<>();
    passable.forEach(edge -> nodes.addAll(List.of(edge.from(), edge.to())));
    terminal.out().println("digraph estate {");
    terminal.out().println("  rankdir=LR; node [shape=box, fontname=\"Helvetica\", fontsize=10];");
    terminal.out().println("  edge [fontname=\"Helvetica\", fontsize=8];");
    for (Node node : nodes) {
      terminal
          .out()
          .println(
              "  " + quote(node.id()) + " [label=" + quote(label.of(node)) + shape(node) + "];");
    }
    for (Edge edge : passable) {
      terminal
          .out()
          .println(
              "  "
                  + quote(edge.from().id())
                  + " -> "
                  + quote(edge.to().id())
                  + " [label="
                  + quote(edge.kind().word())
                  + style(edge.verdict())
                  + "];");
    }
    terminal.out().println("}");
  }

  private static String shape(Node node) {
    return switch (node.kind()) {
      case ADMINISTRATOR -> ", style=filled, fillcolor=\"#f4c7c3\"";
      case RESOURCE -> ", shape=cylinder";
      case FEDERATED, SERVICE, ACCOUNT, ANYONE -> ", shape=ellipse";
      case USER, ROLE, SESSION, GROUP, RAISED -> "";
    };
  }

  private static String style(EdgeVerdict verdict) {
    return switch (verdict) {
      case OPEN -> "";
      case CONDITIONAL -> ", style=dashed";
      case UNKNOWN, BLOCKED -> ", style=dotted";
    };
  }

  private static String quote(String text) {
    return '"' + Text.oneLine(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
