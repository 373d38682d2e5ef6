package dev.gatehouse.core.stage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which edges of a node an output takes: found out once for each kind of output, so that the fifty
 * edges that do not want it cost nothing. One thread at a time uses it.
 */
final class Fan {
  /** Kinds can come out of records, which anybody may write; beyond this they are found anew. */
  static final int KINDS_MAX = 10_000;

  private final Node<?, ?> node;
  private final Map<Object, List<Node.Edge>> known = new HashMap<>();

  /** Those that do not choose by kind. */
  private final List<Node.Edge> ofAll;

  Fan(Node<?, ?> node) {
    this.node = node;
    this.ofAll = node.edges.stream().filter(edge -> edge.choice() == null).toList();
  }

  /** The edges to try with {@code output}, in the order in which they were added. */
  List<Node.Edge> of(Object output) {
    var kind = node.kind;
    Object its = kind == null ? null : kind.apply(output);
    if (its == null) {
      return ofAll;
    }
    List<Node.Edge> edges = known.get(its);
    if (edges == null) {
      if (known.size() == KINDS_MAX) {
        known.clear();
      }
      edges = wanting(its);
      known.put(its, edges);
    }
    return edges;
  }

  private List<Node.Edge> wanting(Object kind) {
    List<Node.Edge> wanting = new ArrayList<>();
    for (Node.Edge edge : node.edges) {
      Predicate<Object> choice = edge.choice();
      if (choice == null || choice.test(kind)) {
        wanting.add(edge);
      }
    }
    return wanting;
  }
}
