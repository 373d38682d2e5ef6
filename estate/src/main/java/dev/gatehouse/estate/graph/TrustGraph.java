package dev.gatehouse.estate.graph;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.LiveSession;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.inventory.Inventory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who can become whom. Every edge has been decided by the policy engine on both sides. Immutable.
 *
 * <p>Two nodes keep it small. Whoever holds every permission of an account, or can give himself
 * every one, is led to its {@link Node#administrator administrator}, and what an administrator can
 * take is found once. One who stays limited by a boundary or a Deny of his own is led to his {@code
 * raised} self. So a subject with an open edge to its administrator has no edges of its own to the
 * users and roles of the account by IAM's calls or by compute; those by AssumeRole are always
 * there.
 */
public final class TrustGraph {
  private final Inventory inventory;
  private final GraphIndex index;
  private final NavigableSet<Node> nodes;
  private final Map<Node, List<Edge>> out;
  private final List<Edge> edges;

  TrustGraph(Inventory inventory, GraphIndex index, List<Edge> edges) {
    this.inventory = inventory;
    this.index = index;
    List<Edge> sorted = new ArrayList<>(edges);
    sorted.sort(Edge.ORDER);
    this.edges = Collections.unmodifiableList(sorted);
    nodes = new TreeSet<>();
    inventory.principals().forEach(each -> nodes.add(Search.node(each)));
    out = new HashMap<>();
    for (Edge edge : sorted) {
      nodes.add(edge.from());
      nodes.add(edge.to());
      out.computeIfAbsent(edge.from(), key -> new ArrayList<>()).add(edge);
    }
  }

  /** Finds all edges of an estate. */
  public static TrustGraph of(Inventory inventory) {
    return new Search(inventory).graph();
  }

  /** Every user and role of the inventory, and whatever else an edge begins or ends at; sorted. */
  public Set<Node> nodes() {
    return Collections.unmodifiableSet(nodes);
  }

  /** All edges, in {@link Edge#ORDER}. */
  public List<Edge> edges() {
    return edges;
  }

  /** The edges that begin at a node, in {@link Edge#ORDER}. */
  List<Edge> from(Node node) {
    return Collections.unmodifiableList(out.getOrDefault(node, List.of()));
  }

  /**
   * The graph with one more node: a session of a role or user, whose edges are decided with what is
   * known of it.
   */
  public TrustGraph with(LiveSession session) {
    List<Edge> more = new ArrayList<>(edges);
    new Search(inventory, index).session(session, more::add);
    return new TrustGraph(inventory, index, more);
  }

  GraphIndex index() {
    return index;
  }

  /** The inventory that it was made of. */
  public Inventory inventory() {
    return inventory;
  }
}
