package dev.gatehouse.estate.graph;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Requirement;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.policy.decision.DecidingStatement;
import dev.gatehouse.policy.decision.PolicyType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The question backwards: everybody who can make a call on a resource, himself or as somebody whom
 * he can become, with the way and with what would cut it. Immutable.
 */
public final class WhoCan {
  /** So many cuts are told, and so many statements tried for one. */
  private static final int CUTS_MAX = 5;

  private static final int STATEMENTS_MAX = 200;

  /**
   * Somebody who can.
   *
   * @param verdict of the least open step, the call itself among them
   * @param path to whoever makes the call; empty when it is the same one
   * @param call whether that one may make it
   */
  public record Holder(Node node, EdgeVerdict verdict, List<Edge> path, Ruling call) {
    public Holder {
      path = List.copyOf(path);
    }

    /** Whoever makes the call in the end. */
    public Node last() {
      return path.isEmpty() ? node : path.get(path.size() - 1).to();
    }

    /** Everything that must hold on the way and for the call. */
    public List<Requirement> conditions() {
      Set<Requirement> all = new LinkedHashSet<>();
      path.forEach(edge -> all.addAll(edge.conditions()));
      all.addAll(call.conditions());
      return List.copyOf(all);
    }
  }

  /**
   * Something to take away.
   *
   * @param whose the principal or resource that carries the statement
   * @param statement as it is told
   * @param stops how many users and roles could no longer make the call
   */
  public record Cut(Node whose, String statement, int stops) {}

  private static final Comparator<Holder> ORDER =
      Comparator.comparing(Holder::verdict)
          .thenComparingInt(each -> each.path().size())
          .thenComparing(Holder::node);

  private final List<Holder> holders;
  private final List<Cut> cuts;

  private WhoCan(List<Holder> holders, List<Cut> cuts) {
    this.holders = holders;
    this.cuts = cuts;
  }

  /**
   * Asks for everybody.
   *
   * @param action such as {@code s3:GetObject}; with wildcards all actions that it means
   * @param resource an ARN, or {@code *} for some resource
   */
  public static WhoCan of(TrustGraph graph, String action, String resource) {
    Map<Node, Ruling> direct = new Access(graph, action, resource).holders();
    Map<Node, List<Edge>> into = new HashMap<>();
    for (Edge edge : graph.edges()) {
      if (edge.passable()) {
        into.computeIfAbsent(edge.to(), node -> new ArrayList<>()).add(edge);
      }
    }
    Map<Node, Holder> found = search(into, direct, edge -> true);
    List<Holder> sorted = found.values().stream().sorted(ORDER).toList();
    return new WhoCan(sorted, cuts(into, direct, sorted, new Node(Node.Kind.RESOURCE, resource)));
  }

  /** Everybody, most open and nearest first. */
  public List<Holder> holders() {
    return holders;
  }

  /** Single statements whose removal stops most of them, best first. */
  public List<Cut> cuts() {
    return cuts;
  }

  /** Breadth first against the edges, the most open ways first. */
  private static Map<Node, Holder> search(
      Map<Node, List<Edge>> into, Map<Node, Ruling> direct, Predicate<Edge> kept) {
    Map<Node, Holder> found = new LinkedHashMap<>();
    for (EdgeVerdict verdict :
        List.of(EdgeVerdict.OPEN, EdgeVerdict.CONDITIONAL, EdgeVerdict.UNKNOWN)) {
      Map<Node, Holder> reached = new HashMap<>();
      Queue<Node> queue = new ArrayDeque<>();
      direct.forEach(
          (node, ruling) -> {
            if (ruling.verdict().compareTo(verdict) <= 0) {
              reached.put(node, new Holder(node, verdict, List.of(), ruling));
              queue.add(node);
            }
          });
      while (!queue.isEmpty()) {
        Node at = queue.remove();
        Holder next = reached.get(at);
        for (Edge edge : into.getOrDefault(at, List.of())) {
          boolean fits = edge.verdict().compareTo(verdict) <= 0 && kept.test(edge);
          if (next != null && fits && !reached.containsKey(edge.from())) {
            List<Edge> path = new ArrayList<>();
            path.add(edge);
            path.addAll(next.path());
            reached.put(edge.from(), new Holder(edge.from(), verdict, path, next.call()));
            queue.add(edge.from());
          }
        }
      }
      reached.forEach(found::putIfAbsent);
    }
    return found;
  }

  private static List<Cut> cuts(
      Map<Node, List<Edge>> into, Map<Node, Ruling> direct, List<Holder> holders, Node asked) {
    Map<String, Node> candidates = new TreeMap<>();
    Map<String, Set<Edge>> edges = new HashMap<>();
    Map<String, Set<Node>> calls = new HashMap<>();
    for (Holder holder : holders) {
      for (Edge edge : holder.path()) {
        for (DecidingStatement each : edge.because()) {
          Node whose = each.type() == PolicyType.RESOURCE ? edge.to() : edge.from();
          candidates.put(key(each, whose), whose);
          edges.computeIfAbsent(key(each, whose), k -> new HashSet<>()).add(edge);
        }
      }
      for (DecidingStatement each : holder.call().because()) {
        Node whose = each.type() == PolicyType.RESOURCE ? asked : holder.last();
        candidates.put(key(each, whose), whose);
        calls.computeIfAbsent(key(each, whose), k -> new HashSet<>()).add(holder.last());
      }
    }
    long before = people(holders);
    List<Cut> cuts = new ArrayList<>();
    candidates.entrySet().stream()
        .limit(STATEMENTS_MAX)
        .forEach(
            entry -> {
              String key = entry.getKey();
              Map<Node, Ruling> left = new LinkedHashMap<>(direct);
              left.keySet().removeAll(calls.getOrDefault(key, Set.of()));
              Set<Edge> gone = edges.getOrDefault(key, Set.of());
              long after = people(search(into, left, edge -> !gone.contains(edge)).values());
              if (after < before) {
                cuts.add(new Cut(entry.getValue(), text(key), (int) (before - after)));
              }
            });
    cuts.sort(
        Comparator.comparingInt(Cut::stops)
            .reversed()
            .thenComparing(Cut::whose)
            .thenComparing(Cut::statement));
    return List.copyOf(cuts.subList(0, Math.min(CUTS_MAX, cuts.size())));
  }

  /** A statement of a caller's own policy is the caller's; one of a resource is everybody's. */
  private static String key(DecidingStatement statement, Node whose) {
    return statement + "\n" + whose.id();
  }

  private static String text(String key) {
    return key.substring(0, key.indexOf('\n'));
  }

  private static long people(Collection<Holder> holders) {
    return holders.stream()
        .filter(
            each ->
                each.node().kind() == Node.Kind.USER
                    || each.node().kind() == Node.Kind.ROLE
                    || each.node().kind() == Node.Kind.FEDERATED)
        .count();
  }
}
