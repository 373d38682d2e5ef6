package dev.gatehouse.estate.graph;

import java.util.function.Consumer;

/** One family of ways from a subject to others. Stateless. */
interface Way {
  /** Finds the edges that begin at the subject. */
  void find(Subject from, GraphIndex survey, Consumer<Edge> out);
}
