package dev.gatehouse.core.rules.kit;

import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Counter;
import dev.gatehouse.core.baseline.feature.Feature;
import org.jspecify.annotations.Nullable;

/**
 * Sides from which a call may be unusual. Signals of one side have causes in common, those of two
 * have not: who travels changes network and country at once, but not what they do.
 */
public enum Dimension {
  /** When: hour of the day, after a long silence. */
  TIME("time"),
  /** How often. */
  FREQUENCY("frequency"),
  /** On what: role, account, region. */
  TARGET("target"),
  /** From where. */
  PLACE("place"),
  /** With what. */
  TOOL("tool"),
  /** What: service and call. */
  ACTION("action");

  private final String word;

  Dimension(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** The side of a signal; null if it is none of these. */
  public static @Nullable Dimension of(Signal signal) {
    return switch (signal.kind()) {
      case RHYTHM, SILENCE -> TIME;
      case COUNT -> of(signal.counter());
      case NEW_VALUE -> of(signal.feature());
    };
  }

  /** Many different roles are first of all new roles, so they are of one side with these. */
  private static @Nullable Dimension of(@Nullable Counter counter) {
    return counter == null ? null : counter.of() == null ? FREQUENCY : of(counter.of());
  }

  private static @Nullable Dimension of(@Nullable Feature feature) {
    return feature == null
        ? null
        : switch (feature) {
          case TARGET_ROLE, TARGET_ACCOUNT, REGION -> TARGET;
          case NETWORK, COUNTRY, ASN -> PLACE;
          case TOOL -> TOOL;
          case SERVICE, ACTION -> ACTION;
          case SESSION_NAME,
              SOURCE_IDENTITY,
              CALL_AFTER_ASSUME,
              DURATION,
              DEPTH,
              CALLER,
              ASSUMED_FROM ->
              null;
        };
  }
}
