package dev.gatehouse.estate.graph;

import dev.gatehouse.policy.language.Policy;

/**
 * A policy that a subject carries, with where it hangs.
 *
 * @param holder ARN of the user, role or group
 * @param name ARN of a managed policy; name of an inline one
 */
record Held(String holder, String name, Policy policy) {
  boolean managed() {
    return name.startsWith("arn:");
  }

  /** Whether the account's administrators write it, rather than AWS. */
  boolean ofCustomer() {
    return managed() && !name.contains(":iam::aws:");
  }
}
