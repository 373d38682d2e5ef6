package dev.gatehouse.serve.work;

import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.Suppression;
import dev.gatehouse.estate.intent.TrustEdge;
import java.util.List;

/** What was decided at the console, in the terms of an estate's files. */
public final class Decisions {
  /** Where an edge is said to be written. */
  static final String FILE = "approvals";

  private Decisions() {}

  /**
   * The estate with what was decided; what has ended stays in it, so that findings of its time are
   * explained by it still.
   */
  public static Estate over(Estate estate, DecisionStore store) {
    List<Suppression> suppressions =
        store.suppressions().stream().map(Decisions::suppression).toList();
    List<TrustEdge> edges = store.approvals().stream().map(Decisions::edge).toList();
    return suppressions.isEmpty() && edges.isEmpty() ? estate : estate.with(suppressions, edges);
  }

  private static Suppression suppression(Silence one) {
    return new Suppression(
        one.detector(), one.identity(), one.account(), one.approvedBy(), one.why(), one.end());
  }

  private static TrustEdge edge(Approval one) {
    return new TrustEdge(
        one.source(),
        one.target(),
        one.why(),
        "",
        one.maxDepth(),
        one.end(),
        one.approvedBy(),
        FILE,
        (int) one.number());
  }
}
