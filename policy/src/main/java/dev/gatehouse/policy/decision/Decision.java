package dev.gatehouse.policy.decision;

import java.util.List;

/**
 * The answer to a request, with its reasons.
 *
 * @param because the statements that decided: those that allow, or those that deny
 * @param blockers everything that stands in the way, by policy type; empty when allowed
 * @param unknown the context keys (and, as {@code policy:NAME}, the documents) that nobody knows
 *     and on which an Unknown answer hangs, sorted; empty for the other answers
 */
public record Decision(
    Outcome outcome,
    List<DecidingStatement> because,
    List<Blocker> blockers,
    List<String> unknown) {
  public Decision {
    because = List.copyOf(because);
    blockers = List.copyOf(blockers);
    unknown = List.copyOf(unknown);
  }

  public boolean allowed() {
    return outcome == Outcome.ALLOWED;
  }

  /** Whether the request is denied for certain, explicitly or not. */
  public boolean denied() {
    return outcome == Outcome.IMPLICITLY_DENIED || outcome == Outcome.EXPLICITLY_DENIED;
  }
}
