package dev.gatehouse.policy.aws;

import org.jspecify.annotations.Nullable;

/**
 * What an id of IAM or STS stands for, told by its first four letters.
 *
 * <p>Source: "Understanding unique ID prefixes" in the IAM User Guide's page on identifiers.
 */
public enum UniqueId {
  /** A token of the STS service with which a service's own API is called. */
  BEARER_TOKEN("ABIA"),
  /** A credential for one context, as of a request that was signed in advance. */
  CONTEXT_CREDENTIAL("ACCA"),
  GROUP("AGPA"),
  USER("AIDA"),
  INSTANCE_PROFILE("AIPA"),
  /** An access key of a user or root, good until it is deleted. */
  LONG_TERM_KEY("AKIA"),
  MANAGED_POLICY("ANPA"),
  POLICY_VERSION("ANVA"),
  PUBLIC_KEY("APKA"),
  ROLE("AROA"),
  CERTIFICATE("ASCA"),
  /** An access key that STS issued; it expires. */
  TEMPORARY_KEY("ASIA");

  private final String prefix;

  UniqueId(String prefix) {
    this.prefix = prefix;
  }

  /** The four letters: {@code AKIA}. */
  public String prefix() {
    return prefix;
  }

  /** Whether an id is of this kind; false for null. */
  public boolean is(@Nullable String id) {
    return id != null && id.startsWith(prefix);
  }
}
