package dev.gatehouse.range.scenario;

import java.util.Locale;

/** How an attacker goes about it. */
public enum Variant {
  /** Fast, from a rented server, everything at once. */
  LOUD,
  /** Slow, at working hours, from a place that looks right, a little at a time. */
  QUIET;

  /** The word used in ids. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
