package dev.gatehouse.core.finding;

/** How sure the claim is. */
public enum Confidence {
  LOW,
  MEDIUM,
  HIGH;

  /** The word used in JSON. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
