package dev.gatehouse.core.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a case.
 *
 * @param eventId the record that shows it; null where no record does
 */
public record TimelineEntry(Instant time, String text, @Nullable String eventId) {}
