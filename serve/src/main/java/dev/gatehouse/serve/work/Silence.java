package dev.gatehouse.serve.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A suppression that somebody made at the console: which findings need nobody's attention, why, and
 * until when.
 *
 * @param detector id of the detection; null for any
 * @param identity who acts or is behind it, with {@code *}; null for anybody
 * @param account acted in; null for any
 * @param ended when somebody ended it before its time; null if nobody did
 */
public record Silence(
    long number,
    @Nullable String detector,
    @Nullable String identity,
    @Nullable String account,
    String why,
    String approvedBy,
    Instant made,
    Instant until,
    @Nullable Instant ended) {
  /** When it ended or will. */
  public Instant end() {
    return ended != null && ended.isBefore(until) ? ended : until;
  }

  /** For the audit log. */
  String told() {
    return (detector == null ? "any detection" : detector)
        + " of "
        + (identity == null ? "anybody" : identity)
        + (account == null ? "" : " in " + account)
        + " until "
        + until
        + ": "
        + why;
  }
}
