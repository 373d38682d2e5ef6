package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;

/**
 * A statement that took part in a decision, with the policy it stands in.
 *
 * @param level the organization level a control policy is attached to, else ""
 */
public record DecidingStatement(PolicyType type, String level, Policy policy, Statement statement) {

  @Override
  public String toString() {
    return statement.label() + " of " + type.words() + " `" + policy.name() + "`";
  }
}
