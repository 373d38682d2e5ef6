package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.baseline.feature.RoleAssumption;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.intent.Documented;
import dev.gatehouse.estate.intent.Documented.Status;

/** What the trust map says of a way that somebody took. */
public final class TrustMapLookup {
  private final Estate estate;

  public TrustMapLookup(Estate estate) {
    this.estate = estate;
  }

  /** What it says of the acting identity, or else of who is behind it. */
  public Documented way(Activity in, String role) {
    int depth = in.lineage().depth() + 1;
    var time = in.event().time();
    Documented direct = estate.trustMap().documented(in.identity(), role, time, depth);
    return direct.status() == Status.UNDOCUMENTED
        ? estate.trustMap().documented(in.lineage().origin(), role, time, depth)
        : direct;
  }

  /** Whether the record assumes a role in a documented way. */
  public boolean isDocumented(Activity in) {
    String role = RoleAssumption.target(in.event());
    return role != null && way(in, role).status() == Status.DOCUMENTED;
  }
}
