package dev.gatehouse.serve.api;

import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.RelatedCases;
import dev.gatehouse.serve.store.ResultStore;
import dev.gatehouse.serve.store.StoredCase;
import java.util.List;

/** Related cases, found out again once results have changed, and not more often than needed. */
final class RelatedCache {
  private static final long AGAIN_NANOS = 2_000_000_000L;

  private final ResultStore results;
  private long position = -1;
  private long since = System.nanoTime() - 2 * AGAIN_NANOS;
  private RelatedCases cases = new RelatedCases(List.of());

  RelatedCache(ResultStore results) {
    this.results = results;
  }

  synchronized RelatedCases.Found of(Case told) {
    long now = results.position();
    // Frames come faster than anybody reads; two thousand cases are not read for each.
    if (now != position && System.nanoTime() - since > AGAIN_NANOS) {
      since = System.nanoTime();
      cases =
          new RelatedCases(
              results.worstCases(RelatedCases.CASES_MAX).stream().map(StoredCase::told).toList());
      position = now;
    }
    return cases.of(told);
  }
}
