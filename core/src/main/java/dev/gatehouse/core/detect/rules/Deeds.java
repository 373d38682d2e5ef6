package dev.gatehouse.core.detect.rules;

import java.time.Instant;

/**
 * Memory of {@link LowPrivilegeAssumesPrivileged} for one role.
 *
 * @param wrote a call that changed IAM, made in the role; empty if none was seen
 * @param last when that was
 */
public record Deeds(String wrote, Instant last, Standing standing) {
  /** Nothing seen. */
  static final Deeds NONE = new Deeds("", Instant.EPOCH, Standing.NONE);

  Deeds with(Standing more) {
    return new Deeds(wrote, last, more);
  }
}
