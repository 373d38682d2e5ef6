package dev.gatehouse.core.baseline.hour;

import dev.gatehouse.core.baseline.feature.Feature;
import org.jspecify.annotations.Nullable;

/** A value that a feature had within an hour; {@link #of} gives all who have it one of them. */
public record HourValue(Feature feature, String value) {
  public static final int SLICES = 12;
  public static final int SLICE_MINUTES = 5;

  /** What was met lately, each in the slot of its hash. */
  private static final @Nullable HourValue[] LATELY = new @Nullable HourValue[8192];

  /** One that others may have, too. */
  static HourValue of(Feature feature, String value) {
    int slot = (31 * value.hashCode() + feature.place()) & (LATELY.length - 1);
    HourValue known = LATELY[slot];
    if (known == null || known.feature != feature || !known.value.equals(value)) {
      known = new HourValue(feature, value);
      LATELY[slot] = known;
    }
    return known;
  }
}
