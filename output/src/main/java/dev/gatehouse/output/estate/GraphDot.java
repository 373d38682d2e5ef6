package dev.gatehouse.output.estate;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.output.label.Text;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Edges in Graphviz's language; open ones solid, the others dashed or dotted. */
public final class GraphDot {
  private final PrintWriter out;
  private final NodeLabel label;

  public GraphDot(PrintWriter out, NodeLabel label) {
    this.out = out;
    this.label = label;
  }

  public void print(List<Edge> edges) {
    List<Edge> passable = edges.stream().filter(Edge::passable).toList();
    Set<Node> nodes = new TreeSet<>();
    passable.forEach(edge -> nodes.addAll(List.of(edge.from(), edge.to())));
    out.println("digraph estate {");
    out.println("  rankdir=LR; node [shape=box, fontname=\"Helvetica\", fontsize=10];");
    out.println("  edge [fontname=\"Helvetica\", fontsize=8];");
    for (Node node : nodes) {
      out.println(
          "  " + quote(node.id()) + " [label=" + quote(label.of(node)) + shape(node) + "];");
    }
    for (Edge edge : passable) {
      out.println(
          "  "
              + quote(edge.from().id())
              + " -> "
              + quote(edge.to().id())
              + " [label="
              + quote(edge.kind().word())
              + style(edge.verdict())
              + "];");
    }
    out.println("}");
  }

  private static String shape(Node node) {
    return switch (node.kind()) {
      case ADMINISTRATOR -> ", style=filled, fillcolor=\"#f4c7c3\"";
      case RESOURCE -> ", shape=cylinder";
      case FEDERATED, SERVICE, ACCOUNT, ANYONE -> ", shape=ellipse";
      case USER, ROLE, SESSION, GROUP, RAISED, MADE -> "";
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
