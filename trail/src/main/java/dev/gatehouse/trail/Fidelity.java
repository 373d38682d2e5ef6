package dev.gatehouse.trail;

/** How a record came to us, and so what it is worth. */
public enum Fidelity {
  /** As CloudTrail wrote it: what it lacks was not there. */
  WHOLE,
  /**
   * As a table, a log pipeline or another schema rewrote it: what it lacks may have been there. Its
   * numbers and truth values may be text.
   */
  PARTIAL,
  /**
   * Found behind or inside something broken, so that it may have been part of a value that somebody
   * chose: it is judged like any other and proves nothing about another record.
   */
  RECOVERED
}
