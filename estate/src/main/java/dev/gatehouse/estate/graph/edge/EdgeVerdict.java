package dev.gatehouse.estate.graph.edge;

/** How open an edge is; earlier constants are worse news for the owner of the estate. */
public enum EdgeVerdict {
  /** The policies allow it, whatever the circumstances. */
  OPEN("open"),
  /** The policies allow it under circumstances that the edge names. */
  CONDITIONAL("conditional"),
  /** A document or fact is missing on which the answer hangs. */
  UNKNOWN("unknown"),
  /** One side grants it and something else stands in the way. */
  BLOCKED("blocked");

  private final String word;

  EdgeVerdict(String word) {
    this.word = word;
  }

  /** The word used in JSON. */
  public String word() {
    return word;
  }

  /** The verdict on two things that are both needed. */
  EdgeVerdict and(EdgeVerdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
