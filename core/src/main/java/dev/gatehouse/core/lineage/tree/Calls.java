package dev.gatehouse.core.lineage.tree;

import java.time.Instant;

/**
 * Calls of one kind that a session made.
 *
 * @param count how many
 * @param failed how many of them AWS refused or could not carry out
 * @param first time of the first
 * @param last time of the last
 */
public record Calls(long count, long failed, Instant first, Instant last) {
  /** One call. */
  static Calls one(Instant time, boolean succeeded) {
    return new Calls(1, succeeded ? 0 : 1, time, time);
  }

  /** Both together. */
  Calls and(Calls more) {
    return new Calls(
        count + more.count,
        failed + more.failed,
        first.isBefore(more.first) ? first : more.first,
        last.isAfter(more.last) ? last : more.last);
  }
}
