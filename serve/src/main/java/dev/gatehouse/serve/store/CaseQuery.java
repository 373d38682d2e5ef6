package dev.gatehouse.serve.store;

import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.core.finding.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which cases are asked for, the last raised first. Those merged into others are left out.
 *
 * @param atLeast least severity
 * @param state only of this state; null for all that hold, which leaves out withdrawn ones
 * @param since only raised from then on
 * @param until only raised before
 * @param after goes on behind the case of a former answer
 * @param limit most cases of the answer
 */
public record CaseQuery(
    Severity atLeast,
    @Nullable State state,
    Instant since,
    Instant until,
    @Nullable After after,
    int limit) {
  /** All that hold, at most {@code limit}. */
  public static CaseQuery all(int limit) {
    return new CaseQuery(Severity.LOW, null, Instant.MIN, Instant.MAX, null, limit);
  }
}
