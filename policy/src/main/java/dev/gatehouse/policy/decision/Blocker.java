package dev.gatehouse.policy.decision;

import java.util.List;

/**
 * One reason why a request is not allowed; all of them must go for it to be.
 *
 * @param type the kind of policy that blocks
 * @param level the organization level of a control policy, else ""
 * @param explicit whether statements deny, rather than none allowing
 * @param certain false when the blocking hangs on something unknown
 * @param statements the denying statements; empty when it is the allow that is missing
 * @param message one sentence
 */
public record Blocker(
    PolicyType type,
    String level,
    boolean explicit,
    boolean certain,
    List<DecidingStatement> statements,
    String message) {
  public Blocker {
    statements = List.copyOf(statements);
  }
}
