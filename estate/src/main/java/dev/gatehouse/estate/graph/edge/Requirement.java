package dev.gatehouse.estate.graph.edge;

/**
 * Something that must hold before an edge can be walked.
 *
 * @param key the condition key, {@code policy:NAME} for a document nobody has, or "" for a
 *     circumstance that no key speaks of
 * @param text one clause, such as {@code sts:ExternalId is `7f3a`}
 */
public record Requirement(String key, String text) {}
