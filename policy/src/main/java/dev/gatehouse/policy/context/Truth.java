package dev.gatehouse.policy.context;

/**
 * A truth of Kleene's three-valued logic: {@code UNKNOWN} stands for "one of the two, nobody knows
 * which". The order of the constants is the order of the logic: {@code and} is the minimum, {@code
 * or} the maximum.
 */
public enum Truth {
  NO,
  UNKNOWN,
  YES;

  public static Truth of(boolean value) {
    return value ? YES : NO;
  }

  public Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public Truth or(Truth other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public Truth not() {
    return switch (this) {
      case NO -> YES;
      case UNKNOWN -> UNKNOWN;
      case YES -> NO;
    };
  }
}
