package dev.gatehouse.serve.audit;

import org.jspecify.annotations.Nullable;

/**
 * What a change did, for the audit log.
 *
 * @param subject what it was done to
 * @param before how it was; null where there was nothing
 * @param after how it is; null where there is nothing any more
 * @param value what the change gives back
 */
public record Audited<T>(
    Action action, String subject, @Nullable String before, @Nullable String after, T value) {}
