package dev.gatehouse.policy.principal;

/**
 * How closely a statement names a caller; later constants name it more closely. What a resource
 * policy saves a caller from depends on it (IAM guide, "Policy evaluation logic").
 */
public enum Naming {
  /** Not at all. */
  NONE,
  /** By its account, which only delegates: the caller's own policies must still allow. */
  ACCOUNT,
  /** By the role of the session or the user behind the federated session. */
  ROLE,
  /** By its own ARN or service name, or by {@code *}. */
  DIRECT
}
