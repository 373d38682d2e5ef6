package dev.gatehouse.core.finding;

/**
 * How bad it is if the finding is true. High: an analyst is glad to be woken. Medium: nine in ten
 * are worth reading.
 */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** The next one down; low stays low. */
  public Severity below() {
    return switch (this) {
      case LOW, MEDIUM -> LOW;
      case HIGH -> MEDIUM;
      case CRITICAL -> HIGH;
    };
  }

  /** The word used in JSON. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
