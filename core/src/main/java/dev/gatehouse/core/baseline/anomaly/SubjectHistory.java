package dev.gatehouse.core.baseline.anomaly;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How well a subject was known when it was judged.
 *
 * @param daysLearned on how many days it was active before
 * @param spanDays days since it was first seen
 * @param firstSeen null if nothing is known of it
 * @param lastSeen hour of its last activity before, known or still pending; null if there was none
 */
public record SubjectHistory(
    int daysLearned, int spanDays, @Nullable Instant firstSeen, @Nullable Instant lastSeen) {}
