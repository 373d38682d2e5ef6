package dev.gatehouse.core.pipeline;

import dev.gatehouse.core.finding.Finding;

/**
 * A finding as {@link FindingPolicy} lets it be told.
 *
 * @param counts whether it counts; one in shadow is shown to whoever asks, and makes no case
 */
public record JudgedFinding(Finding finding, boolean counts) {}
