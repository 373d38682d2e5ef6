package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.baseline.feature.RoleAssumption;
import dev.gatehouse.core.finding.Quote;
import dev.gatehouse.core.finding.Reason;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.PlannedChange;
import java.util.Optional;

/** Announced changes make an act less alarming, and say so. They never silence it. */
public final class Planned {
  private final Estate estate;

  public Planned(Estate estate) {
    this.estate = estate;
  }

  /**
   * The approved change that the record belongs to: one of the account acted in, or of the one that
   * a role is assumed in.
   */
  public Optional<PlannedChange> change(Activity in) {
    String recipient = in.event().recipientAccountId();
    String account = recipient != null ? recipient : in.account();
    Optional<PlannedChange> change = change(in, account);
    String role = RoleAssumption.target(in.event());
    String reached = role == null ? null : RoleAssumption.account(role);
    return change.isPresent() || reached == null ? change : change(in, reached);
  }

  private Optional<PlannedChange> change(Activity in, String account) {
    var time = in.event().time();
    Optional<PlannedChange> change = estate.plannedChange(time, account, in.identity());
    return change.isPresent() ? change : estate.plannedChange(time, account, in.lineage().origin());
  }

  /**
   * The act, lowered if a change covers it: to low if the change names who acts, else by one step.
   */
  public Act weigh(Act act, Activity in) {
    return change(in).map(change -> lowered(act, change)).orElse(act);
  }

  private static Act lowered(Act act, PlannedChange change) {
    Severity severity = change.identities().isEmpty() ? Claim.below(act.severity()) : Severity.LOW;
    return new Act(
        act.subject(),
        act.headline(),
        severity,
        act.confidence(),
        Claim.and(act.why(), why(change)));
  }

  /** The reason in words. */
  public static Reason why(PlannedChange change) {
    return Prose.reason(
        "planned change",
        Quote.plain(change.id() + " \"" + change.title() + "\""),
        "approved from " + change.start() + " to " + change.end() + ", so the severity is lowered");
  }
}
