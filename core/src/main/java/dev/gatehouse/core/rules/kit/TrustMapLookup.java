package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.baseline.feature.RoleAssumption;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.intent.Documented;
import dev.gatehouse.estate.intent.Documented.Status;

/** What the estate's trust map (trust.yaml) has of role assumptions. */
public final class TrustMapLookup {
  private final Estate estate;

  public TrustMapLookup(Estate estate) {
    this.estate = estate;
  }

  /** The edge to the role from the acting identity, or else from the origin. */
  public Documented edge(Activity in, String role) {
    int depth = in.lineage().depth() + 1;
    var time = in.event().time();
    Documented direct = estate.trustMap().documented(in.identity(), role, time, depth);
    return direct.status() == Status.UNDOCUMENTED
        ? estate.trustMap().documented(in.lineage().origin(), role, time, depth)
        : direct;
  }

  /** Whether the record assumes a role over a documented edge. */
  public boolean isDocumented(Activity in) {
    String role = RoleAssumption.target(in.event());
    return role != null && edge(in, role).status() == Status.DOCUMENTED;
  }
}
