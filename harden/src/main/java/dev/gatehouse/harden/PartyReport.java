package dev.gatehouse.harden;

import dev.gatehouse.estate.admission.Admission;
import dev.gatehouse.estate.admission.TrustChange;
import dev.gatehouse.estate.admission.TrustedParty;
import dev.gatehouse.policy.context.Truth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the checklist says of one principal of a trust policy.
 *
 * @param admission whether such a caller can become the role at all
 * @param points all eight, in their order
 * @param addedBy the change that brought the principal in; null where no trail shows it
 * @param openToEveryone whether it lets in every AWS account
 */
@SuppressWarnings("EnumOrdinal") // points stand in their order
public record PartyReport(
    TrustedParty party,
    Admission admission,
    List<PointResult> points,
    @Nullable TrustChange addedBy,
    boolean openToEveryone) {
  public PartyReport {
    points = List.copyOf(points);
  }

  /** Whether it is proved that no such caller is let in. */
  public boolean isUnsatisfiable() {
    return admission.possible() == Truth.NO;
  }

  /** The result of one point. */
  public PointResult point(ChecklistPoint point) {
    return points.get(point.ordinal());
  }
}
