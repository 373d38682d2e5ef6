package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.baseline.feature.RoleAssumption;
import dev.gatehouse.core.finding.Measure;
import dev.gatehouse.core.finding.Quantity;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.finding.Unit;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.PlannedChange;
import java.util.List;
import java.util.Optional;

/** Approved changes of the estate. They lower the severity of what they cover, never to nothing. */
public final class ChangeWindows {
  private static final Measure CHANGE =
      Measure.of("planned-change", "approved change", "lowers the severity; approved from, until");

  private final Estate estate;

  public ChangeWindows(Estate estate) {
    this.estate = estate;
  }

  /**
   * The approved change that the record belongs to: one of the account acted in, or of the one that
   * a role is assumed in.
   */
  public Optional<PlannedChange> change(Activity in) {
    Optional<PlannedChange> change = change(in, in.recordedIn());
    String role = RoleAssumption.target(in.event());
    String reached = role == null ? null : RoleAssumption.account(role);
    return change.isPresent() || reached == null ? change : change(in, reached);
  }

  private Optional<PlannedChange> change(Activity in, String account) {
    var time = in.event().time();
    Optional<PlannedChange> change = estate.plannedChange(time, account, in.identity());
    return change.isPresent() ? change : estate.plannedChange(time, account, in.lineage().origin());
  }

  /** The match, as low as a change that names who acts makes it; one step lower for any other. */
  public Match lower(Match match, Activity in) {
    return change(in).map(change -> lowered(match, change)).orElse(match);
  }

  private static Match lowered(Match match, PlannedChange change) {
    return match.as(
        change.identities().isEmpty() ? match.severity().below() : Severity.LOW, why(change));
  }

  /** The change as a reason. */
  public static Reason why(PlannedChange change) {
    return Reason.of(
        CHANGE,
        Quantity.text(change.id(), change.title()),
        Quantity.values(Unit.TIME, List.of(change.start().toString(), change.end().toString())));
  }
}
