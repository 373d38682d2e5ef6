package dev.gatehouse.estate.graph;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.estate.graph.edge.LiveSession;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.index.Resources;
import dev.gatehouse.estate.graph.query.Subject;
import dev.gatehouse.estate.graph.way.Outsiders;
import dev.gatehouse.estate.graph.way.Way;
import dev.gatehouse.estate.inventory.IamPrincipal;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds the edges of an estate, subject by subject. */
final class Search {
  private final Inventory inventory;
  private final GraphIndex index;

  Search(Inventory inventory) {
    this(inventory, new GraphIndex(inventory));
  }

  Search(Inventory inventory, GraphIndex index) {
    this.inventory = inventory;
    this.index = index;
  }

  TrustGraph graph() {
    List<Edge> edges =
        new ArrayList<>(
            index.subjects().parallelStream().flatMap(each -> of(each).stream()).toList());
    inventory.roles().forEach(role -> new Outsiders(index, edges::add).find(role));
    for (Resources.Opened opened : index.resources().all()) {
      new Outsiders(index, edges::add).find(opened);
    }
    raised(edges);
    return new TrustGraph(inventory, index, edges);
  }

  /** Every edge that begins at the subject, the most open one of each kind and end. */
  private List<Edge> of(Subject from) {
    Map<List<Object>, Edge> found = new LinkedHashMap<>();
    Consumer<Edge> keep =
        edge ->
            found.merge(
                List.of(edge.to(), edge.kind()),
                edge,
                (old, other) -> other.verdict().compareTo(old.verdict()) < 0 ? other : old);
    Way.ASSUME.find(from, index, keep);
    Way.RESOURCES.find(from, index, keep);
    Way.ADMINISTERS.find(from, index, keep);
    boolean limited = from.node().kind() != Node.Kind.ADMINISTRATOR;
    if (limited && from.partlyUnknown()) {
      return List.copyOf(found.values());
    }
    if (!from.administrator()) {
      Way.OWN.forEach(way -> way.find(from, index, keep));
    }
    Node administrator = Node.administrator(from.account());
    boolean covered =
        limited
            && found.values().stream()
                .anyMatch(
                    edge -> edge.to().equals(administrator) && edge.verdict() == EdgeVerdict.OPEN);
    if (!covered) {
      Way.OTHERS.forEach(way -> way.find(from, index, keep));
    }
    return List.copyOf(found.values());
  }

  /** The edges of those whom others only make: subjects with more permissions, new principals. */
  private void raised(List<Edge> edges) {
    Set<Node> done = new HashSet<>();
    Deque<Edge> open = new ArrayDeque<>(edges);
    while (!open.isEmpty()) {
      Edge edge = open.remove();
      boolean made = edge.to().kind() == Node.Kind.RAISED || edge.to().kind() == Node.Kind.MADE;
      if (made && edge.passable() && done.add(edge.to())) {
        index
            .subject(edge.to())
            .map(this::of)
            .ifPresent(
                more -> {
                  edges.addAll(more);
                  open.addAll(more);
                });
      }
    }
  }

  /** The edges of one session. */
  void session(LiveSession session, Consumer<Edge> out) {
    IamPrincipal principal = inventory.principal(session.arn()).orElse(null);
    Subject base = principal == null ? null : index.principal(principal.arn()).orElse(null);
    if (base == null) {
      return;
    }
    Caller caller =
        principal instanceof IamUser
            ? base.caller()
            : Caller.parse(session.arn()).withRoleArn(base.arn());
    Context.Builder keys = base.keys().toBuilder();
    session.keys().forEach(keys::put);
    Subject live = base.inSession(session.node(), caller, session.limits(), keys.build());
    of(live).forEach(out);
  }

  static Node node(IamPrincipal principal) {
    Node.Kind kind = principal instanceof IamUser ? Node.Kind.USER : Node.Kind.ROLE;
    return new Node(kind, principal.arn());
  }
}
