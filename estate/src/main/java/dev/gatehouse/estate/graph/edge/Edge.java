package dev.gatehouse.estate.graph.edge;

import dev.gatehouse.policy.decision.DecidingStatement;
import java.util.Comparator;
import java.util.List;

/**
 * One way from one node to another, as the policies of both sides decide it.
 *
 * @param kind the way
 * @param verdict how open it is
 * @param calls the calls it takes, such as {@code iam:PassRole}
 * @param conditions what must hold besides, and for an unknown edge what is not known
 * @param blockedBy one clause for each thing in the way; empty unless blocked
 * @param because the statements that let it through, or that deny
 */
public record Edge(
    Node from,
    Node to,
    EdgeKind kind,
    EdgeVerdict verdict,
    List<String> calls,
    List<Requirement> conditions,
    List<String> blockedBy,
    List<DecidingStatement> because) {
  /** By beginning, openness, kind and end: the order in which edges are told. */
  public static final Comparator<Edge> ORDER =
      Comparator.comparing(Edge::from)
          .thenComparing(Edge::verdict)
          .thenComparing(Edge::kind)
          .thenComparing(Edge::to);

  public Edge {
    calls = List.copyOf(calls);
    conditions = List.copyOf(conditions);
    blockedBy = List.copyOf(blockedBy);
    because = List.copyOf(because);
  }

  public static Edge of(Node from, Node to, EdgeKind kind, List<String> calls, Ruling ruling) {
    return new Edge(
        from,
        to,
        kind,
        ruling.verdict(),
        calls,
        ruling.conditions(),
        ruling.blockedBy(),
        ruling.because());
  }

  /** Whether it may be walked at all. */
  public boolean passable() {
    return verdict != EdgeVerdict.BLOCKED;
  }

  @Override
  public String toString() {
    return from + " -" + kind.word() + "-> " + to + " " + verdict.word();
  }
}
