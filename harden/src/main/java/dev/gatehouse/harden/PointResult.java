package dev.gatehouse.harden;

import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.estate.tier.RiskTier;
import org.jspecify.annotations.Nullable;

/**
 * One point for one principal.
 *
 * @param reason one sentence: what proves it, why it is not asked, what would tell
 * @param severity how bad it is; null unless MISSING or UNSATISFIABLE
 * @param remedy what to add; null where nothing is to be added
 */
public record PointResult(
    ChecklistPoint point,
    PointVerdict verdict,
    String reason,
    @Nullable Severity severity,
    @Nullable Remedy remedy) {

  static PointResult met(ChecklistPoint point, String reason) {
    return new PointResult(point, PointVerdict.MET, reason, null, null);
  }

  static PointResult notApplicable(ChecklistPoint point, String reason) {
    return new PointResult(point, PointVerdict.NOT_APPLICABLE, reason, null, null);
  }

  static PointResult unknown(ChecklistPoint point, String reason) {
    return new PointResult(point, PointVerdict.UNKNOWN, reason, null, null);
  }

  static PointResult missing(
      ChecklistPoint point, Severity severity, String reason, @Nullable Remedy remedy) {
    return new PointResult(point, PointVerdict.MISSING, reason, severity, remedy);
  }

  /** The same where the tier does not ask for the point. */
  PointResult notAsked(RiskTier tier) {
    return new PointResult(
        point, PointVerdict.NOT_ASKED, "Tier " + tier.word() + " does not ask for it.", null, null);
  }
}
