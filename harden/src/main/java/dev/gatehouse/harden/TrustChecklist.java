package dev.gatehouse.harden;

import dev.gatehouse.estate.admission.RoleContext;
import dev.gatehouse.estate.admission.TrustChanges;
import dev.gatehouse.estate.admission.TrustedParty;
import dev.gatehouse.estate.tier.RoleFacts;
import dev.gatehouse.estate.tier.TierRating;
import java.util.List;

/**
 * Holds the trust policies of roles against the eight points of {@link ChecklistPoint}.
 *
 * <p>Each Allow statement is taken apart into its principals. For each it is decided, with the
 * policy engine, whether such a caller can get in at all, and whether a worse one can: without the
 * ExternalId, on behalf of another account, from elsewhere. What the kind of caller cannot carry is
 * not asked for.
 */
public final class TrustChecklist {
  private final RoleContext around;
  private final TierRating.Rater rater;

  private final TrustChanges changes;

  public TrustChecklist(RoleContext around) {
    this(around, new TrustChanges());
  }

  /** A checklist that also knows which change brought a principal in. */
  TrustChecklist(RoleContext around, TrustChanges changes) {
    this.around = around;
    this.changes = changes;
    this.rater = new TierRating.Rater(around.estate());
  }

  /** The report on one role. */
  public RoleReport check(RoleFacts role) {
    TierRating tier = rater.rate(role);
    if (role.trust().opaque()) {
      return new RoleReport(
          role, tier, List.of(), "Nobody has its trust policy, so nothing can be said of it.");
    }
    if (role.isReserved()) {
      return new RoleReport(
          role, tier, List.of(), "AWS wrote its trust policy, and nobody here can change it.");
    }
    List<PartyReport> parties =
        TrustedParty.of(role, around).stream()
            .map(party -> new PartyCheck(party, role, tier.tier(), around).report(changes))
            .toList();
    return new RoleReport(
        role, tier, parties, parties.isEmpty() ? "Its trust policy lets in nobody." : null);
  }
}
