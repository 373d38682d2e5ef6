package dev.gatehouse.harden;

import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.estate.tier.RiskTier;

/** How bad it is, in a role of a tier, that a point is missing. */
@SuppressWarnings("EnumOrdinal") // a step down is the point
record Weight(RiskTier tier) {
  /** Somebody gets in who is not meant: as bad as the role is dangerous. */
  Severity full() {
    return down(0);
  }

  /** Somebody gets in who is half meant, or who needs a second mistake. */
  Severity less() {
    return down(1);
  }

  /** A second line of defence is not there. */
  Severity least() {
    return down(2);
  }

  private Severity down(int steps) {
    return Severity.values()[Math.max(0, tier.ordinal() - steps)];
  }
}
