package dev.gatehouse.core.rules.chain;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which trust edges were taken from one source in the last {@value #KEPT_DAYS} days, at most
 * {@value #MAX}; beyond it the one not taken for longest is forgotten.
 *
 * @param days on how many days there was any
 * @param uses how many there were
 * @param novel how many of these were of an edge not in memory
 */
public record AssumedEdges(int days, int uses, int novel, List<Edge> edges) {
  static final int KEPT_DAYS = 30;
  static final int MAX = 256;

  /** After this long without any edge nothing is remembered. */
  static final Duration FORGOTTEN = Duration.ofDays(KEPT_DAYS + 1);

  /** None. */
  static final AssumedEdges NONE = new AssumedEdges(0, 0, 0, List.of());

  /** From where to where, and the hour in which it was taken last. */
  public record Edge(String name, Instant last) {}

  public AssumedEdges {
    edges = List.copyOf(edges);
  }

  /** Without what is over by {@code time}. */
  AssumedEdges at(Instant time) {
    Instant last = last();
    if (!last.equals(Instant.MIN) && !time.isBefore(last.plus(FORGOTTEN))) {
      return NONE;
    }
    Instant from = time.minus(Duration.ofDays(KEPT_DAYS));
    return new AssumedEdges(
        days, uses, novel, edges.stream().filter(edge -> edge.last().isAfter(from)).toList());
  }

  /** Whether the edge was taken from that time on. */
  boolean knows(String edge, Instant from) {
    return edges.stream().anyMatch(one -> one.name().equals(edge) && !one.last().isBefore(from));
  }

  /** Chance that a use is of a new edge, with half a use of each kind before (Jeffreys' prior). */
  double novelty() {
    return (novel + 0.5) / (uses + 1.0);
  }

  Instant last() {
    return edges.stream().map(Edge::last).max(Instant::compareTo).orElse(Instant.MIN);
  }

  AssumedEdges took(String edge, Instant time) {
    boolean today =
        edges.stream().anyMatch(one -> !one.last().isBefore(time.truncatedTo(ChronoUnit.DAYS)));
    List<Edge> all = new ArrayList<>(edges);
    boolean fresh = !all.removeIf(one -> one.name().equals(edge));
    if (all.size() == MAX) {
      all.remove(
          all.stream()
              .min(Comparator.comparing(Edge::last).thenComparing(Edge::name))
              .orElseThrow());
    }
    all.add(new Edge(edge, time.truncatedTo(ChronoUnit.HOURS)));
    return new AssumedEdges(days + (today ? 0 : 1), uses + 1, novel + (fresh ? 1 : 0), all);
  }
}
