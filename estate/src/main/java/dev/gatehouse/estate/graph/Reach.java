package dev.gatehouse.estate.graph;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Requirement;
import dev.gatehouse.policy.grant.PrivilegeClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that somebody can become or act on, over any number of steps, with the shortest way to
 * each. Immutable.
 *
 * <p>A way is as open as its least open step. Of several ways to a node the most open one is told,
 * of equally open ones the shortest, of equally short ones the first in {@link Edge#ORDER}.
 * Permissions are always those of the last node: steps before it add nothing.
 */
public final class Reach {
  /**
   * A node that can be reached.
   *
   * @param verdict of the least open step
   * @param path from the start on, at least one edge
   * @param privileges what it may do, highest first; empty for what has no policies of its own
   */
  public record Reached(
      Node node, EdgeVerdict verdict, List<Edge> path, Set<PrivilegeClass> privileges) {
    public Reached {
      path = List.copyOf(path);
      privileges = Collections.unmodifiableSet(privileges);
    }

    /** Everything that must hold on the way, in its order. */
    public List<Requirement> conditions() {
      Set<Requirement> all = new LinkedHashSet<>();
      path.forEach(edge -> all.addAll(edge.conditions()));
      return List.copyOf(all);
    }

    /** The highest class of what it may do; null when it has no policies of its own. */
    public @Nullable PrivilegeClass highest() {
      return privileges.isEmpty() ? null : privileges.iterator().next();
    }
  }

  private static final Comparator<Reached> ORDER =
      Comparator.comparing(Reached::verdict)
          .thenComparingInt(each -> each.path().size())
          .thenComparing(Reached::node);

  private final Set<Node> starts;
  private final Map<Node, Reached> reached = new LinkedHashMap<>();

  private Reach(Set<Node> starts, Collection<Reached> all) {
    this.starts = Collections.unmodifiableSet(starts);
    all.stream().sorted(ORDER).forEach(each -> reached.put(each.node(), each));
  }

  /** What one node reaches. */
  public static Reach from(TrustGraph graph, Node start) {
    return from(graph, Set.of(start), Integer.MAX_VALUE);
  }

  /**
   * What any of several nodes reaches.
   *
   * @param stepsMax longer ways are left out
   */
  public static Reach from(TrustGraph graph, Collection<Node> starts, int stepsMax) {
    Set<Node> sorted = new TreeSet<>(starts);
    Map<Node, Edge> best = new HashMap<>();
    Map<Node, Reached> found = new HashMap<>();
    Privileges privileges = new Privileges(graph);
    for (EdgeVerdict verdict :
        List.of(EdgeVerdict.OPEN, EdgeVerdict.CONDITIONAL, EdgeVerdict.UNKNOWN)) {
      Map<Node, Edge> arrivals = search(graph, sorted, verdict, stepsMax);
      for (Node node : arrivals.keySet()) {
        if (!best.containsKey(node)) {
          best.put(node, arrivals.get(node));
          List<Edge> path = path(node, arrivals);
          found.put(node, new Reached(node, verdict, path, privileges.of(node)));
        }
      }
    }
    return new Reach(sorted, found.values());
  }

  /** Breadth first over the edges that are at least as open as the verdict. */
  private static Map<Node, Edge> search(
      TrustGraph graph, Set<Node> starts, EdgeVerdict verdict, int stepsMax) {
    Map<Node, Edge> arrivals = new HashMap<>();
    Map<Node, Integer> steps = new HashMap<>();
    Queue<Node> queue = new ArrayDeque<>(starts);
    starts.forEach(start -> steps.put(start, 0));
    while (!queue.isEmpty()) {
      Node at = queue.remove();
      int next = steps.getOrDefault(at, 0) + 1;
      if (next > stepsMax) {
        continue;
      }
      for (Edge edge : graph.from(at)) {
        if (edge.verdict().compareTo(verdict) <= 0 && !steps.containsKey(edge.to())) {
          steps.put(edge.to(), next);
          arrivals.put(edge.to(), edge);
          queue.add(edge.to());
        }
      }
    }
    return arrivals;
  }

  private static List<Edge> path(Node node, Map<Node, Edge> arrivals) {
    List<Edge> path = new ArrayList<>();
    for (Edge edge = arrivals.get(node); edge != null; edge = arrivals.get(edge.from())) {
      path.add(edge);
    }
    Collections.reverse(path);
    return path;
  }

  /** Where the ways begin. */
  public Set<Node> starts() {
    return starts;
  }

  /** Everything reached, most open and nearest first. */
  public List<Reached> reached() {
    return List.copyOf(reached.values());
  }

  /** The way to a node, if there is one. */
  public Optional<Reached> to(Node node) {
    return Optional.ofNullable(reached.get(node));
  }
}
