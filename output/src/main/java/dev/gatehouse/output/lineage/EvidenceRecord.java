package dev.gatehouse.output.lineage;

import dev.gatehouse.trail.TrailEvent;

/**
 * A record that a finding cites.
 *
 * @param raw its JSON as it stood in the file
 */
public record EvidenceRecord(TrailEvent event, String raw) {}
