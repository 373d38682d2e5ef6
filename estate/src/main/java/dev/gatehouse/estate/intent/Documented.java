package dev.gatehouse.estate.intent;

import org.jspecify.annotations.Nullable;

/**
 * What the trust map says of one assumption.
 *
 * @param edge the edge that decides; null where none speaks of the source and the target
 */
public record Documented(Status status, @Nullable TrustEdge edge) {
  /** The answers. */
  public enum Status {
    /** An edge allows it. */
    DOCUMENTED,
    /** An edge speaks of source and target, but the chain is longer than it allows. */
    TOO_DEEP,
    /** A temporary exception allowed it and has ended. */
    EXPIRED_EXCEPTION,
    /** There is a map, and nothing in it speaks of source and target. */
    UNDOCUMENTED,
    /** There is no map. */
    UNKNOWN
  }

  static final Documented UNKNOWN = new Documented(Status.UNKNOWN, null);
  static final Documented UNDOCUMENTED = new Documented(Status.UNDOCUMENTED, null);
}
