package dev.gatehouse.serve.store;

import java.time.Instant;
import java.util.List;

/**
 * What a stretch of the intake log changed.
 *
 * @param position number of its last frame
 * @param findings in their new forms, each id once
 * @param cases in their new forms, each id once
 * @param setAside what could not be taken in; its numbers are given by the store
 * @param newest time of the newest record so far; {@link Instant#MIN} if there was none
 */
public record Results(
    long position,
    List<StoredFinding> findings,
    List<StoredCase> cases,
    List<SetAside> setAside,
    Instant newest) {
  public Results {
    setAside = List.copyOf(setAside);
    findings = List.copyOf(findings);
    cases = List.copyOf(cases);
  }
}
