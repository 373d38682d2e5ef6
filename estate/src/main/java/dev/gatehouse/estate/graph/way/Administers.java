package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeKind;
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Requirement;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.query.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who holds every permission already, and whose permissions nobody can tell because a document is
 * missing.
 */
final class Administers implements Way {
  @Override
  public void find(Subject from, GraphIndex index, Consumer<Edge> out) {
    Node to = Node.administrator(from.account());
    if (from.node().equals(to)) {
      return;
    }
    if (from.administrator()) {
      out.accept(Edge.of(from.node(), to, EdgeKind.ADMINISTRATOR, List.of(), Ruling.OPEN));
    } else if (from.partlyUnknown()) {
      List<Requirement> missing = new ArrayList<>();
      from.identity().stream()
          .filter(policy -> policy.opaque())
          .forEach(policy -> missing.add(Ruling.document(policy.name())));
      Ruling ruling = new Ruling(EdgeVerdict.UNKNOWN, missing, List.of(), List.of());
      out.accept(Edge.of(from.node(), to, EdgeKind.ADMINISTRATOR, List.of(), ruling));
    }
  }
}
