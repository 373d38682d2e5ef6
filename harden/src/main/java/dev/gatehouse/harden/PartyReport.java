package dev.gatehouse.harden;

import dev.gatehouse.estate.admission.Admission;
import dev.gatehouse.estate.admission.TrustedParty;
import dev.gatehouse.policy.context.Truth;
import java.util.List;

/**
 * What the checklist says of one principal of a trust policy.
 *
 * @param admission whether such a caller can become the role at all
 * @param points all eight, in their order
 */
@SuppressWarnings("EnumOrdinal") // points stand in their order
public record PartyReport(TrustedParty party, Admission admission, List<PointResult> points) {
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
