package dev.gatehouse.serve.store;

import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.core.finding.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which findings are asked for, the last raised first.
 *
 * @param atLeast least severity
 * @param state only of this state; null for all that hold, which leaves out withdrawn ones
 * @param detector only of this detection
 * @param account only in this account
 * @param about only those whose identity or origin this is
 * @param shadow whether those that count for nothing are wanted, too
 * @param since only raised from then on
 * @param until only raised before
 * @param after goes on behind the finding of a former answer
 * @param limit most findings of the answer
 */
public record FindingQuery(
    Severity atLeast,
    @Nullable State state,
    @Nullable String detector,
    @Nullable String account,
    @Nullable String about,
    boolean shadow,
    Instant since,
    Instant until,
    @Nullable After after,
    int limit) {
  /** All that hold and count, at most {@code limit}. */
  public static FindingQuery all(int limit) {
    return new FindingQuery(
        Severity.LOW, null, null, null, null, false, Instant.MIN, Instant.MAX, null, limit);
  }
}
