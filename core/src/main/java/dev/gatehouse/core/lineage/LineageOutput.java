package dev.gatehouse.core.lineage;

import org.jspecify.annotations.Nullable;

/**
 * Output of {@link ResolveLineage}: the next question of a walk that is still on its way, or the
 * activity of one that has arrived.
 *
 * @param next the question to ask next, or null
 * @param activity the event with its lineage, or null
 */
public record LineageOutput(@Nullable LineageInput next, @Nullable Activity activity) {}
