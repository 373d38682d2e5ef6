package dev.gatehouse.core.rules.privilege;

import dev.gatehouse.core.rules.kit.Standing;
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
