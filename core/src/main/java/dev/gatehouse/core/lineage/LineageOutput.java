package dev.gatehouse.core.lineage;

import org.jspecify.annotations.Nullable;

/**
 * Output of {@link ResolveLineage}: the next lookup of a resolution that is not complete, or the
 * activity of one that is.
 *
 * @param next the next lookup; null once the lineage is resolved
 * @param activity the event with its lineage; null before
 */
public record LineageOutput(@Nullable LineageInput next, @Nullable Activity activity) {}
