package dev.gatehouse.estate.organization;

import dev.gatehouse.policy.language.Policy;

/**
 * A policy of the organization that limits its accounts.
 *
 * @param id {@code p-…}
 * @param document opaque when nobody has it
 */
public record ControlPolicy(String id, String name, Type type, Policy document) {
  /** Whom a control policy limits. */
  public enum Type {
    /** The principals of the accounts: an SCP. */
    SERVICE_CONTROL_POLICY,
    /** The resources of the accounts: an RCP. */
    RESOURCE_CONTROL_POLICY
  }
}
