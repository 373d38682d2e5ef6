package dev.gatehouse.output.lineage;

import dev.gatehouse.trail.Secrets;
import dev.gatehouse.trail.TrailEvent;

/**
 * A record that a finding cites.
 *
 * @param raw its JSON as it stood in the file, less its secrets
 */
public record EvidenceRecord(TrailEvent event, String raw) {
  public EvidenceRecord {
    raw = Secrets.mask(raw);
  }
}
