package dev.gatehouse.core.rules.kit;

/** Bounds of settings. */
public final class Limit {
  private Limit() {}

  /**
   * Refuses a setting that is out of bounds.
   *
   * @throws IllegalArgumentException with one sentence if the value is not from {@code min} to
   *     {@code max}
   */
  public static void range(String name, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          "`"
              + name
              + "` must be from "
              + text(min)
              + " to "
              + text(max)
              + ", not "
              + text(value)
              + ".");
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
