package dev.gatehouse.harden.history;

import java.time.Instant;
import java.util.List;

/**
 * All calls of one shape.
 *
 * @param count how many
 * @param first the first record
 * @param last the last record; the first where there is one only
 * @param origins who was behind them, sorted; at most {@value AssumptionHistory#ORIGINS_MAX}
 * @param originsMore whether there were more
 * @param longestSeconds the longest session that was asked for
 */
public record ObservedCalls(
    CallSignature shape,
    long count,
    Evidence first,
    Evidence last,
    List<String> origins,
    boolean originsMore,
    int longestSeconds) {
  public ObservedCalls {
    origins = List.copyOf(origins);
  }

  /** A record that shows it. */
  public record Evidence(Instant time, String eventId) {
    static int compare(Evidence one, Evidence other) {
      int order = one.time.compareTo(other.time);
      return order != 0 ? order : one.eventId.compareTo(other.eventId);
    }
  }
}
