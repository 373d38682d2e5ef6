package dev.gatehouse.estate.graph.query;

import dev.gatehouse.policy.language.Policy;

/**
 * A policy that a subject carries, with where it hangs.
 *
 * @param holder ARN of the user, role or group
 * @param name ARN of a managed policy; name of an inline one
 */
public record Held(String holder, String name, Policy policy) {
  public boolean managed() {
    return name.startsWith("arn:");
  }

  /** Whether the account's administrators write it, rather than AWS. */
  public boolean ofCustomer() {
    return managed() && !name.contains(":iam::aws:");
  }
}
