package dev.gatehouse.serve.store;

import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.core.finding.Severity;
import java.time.Instant;

/**
 * A finding in its latest form.
 *
 * @param counts false for one that counts for nothing: of a detection in shadow, or statistical and
 *     raised before its time
 * @param json the finding as {@code detect --format jsonl} tells it
 */
public record StoredFinding(
    String id,
    int revision,
    State state,
    boolean counts,
    String detector,
    Severity severity,
    int score,
    String identity,
    String origin,
    String account,
    Instant start,
    Instant end,
    Instant raised,
    String json) {}
