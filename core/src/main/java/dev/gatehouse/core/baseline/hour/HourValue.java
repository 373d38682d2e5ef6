package dev.gatehouse.core.baseline.hour;

import dev.gatehouse.core.baseline.feature.Feature;

/**
 * A value that a feature had within an hour.
 *
 * @param slices bit n is set if it was met in the n-th five minutes of the hour
 */
public record HourValue(Feature feature, String value, int slices) {
  public static final int SLICES = 12;
  public static final int SLICE_MINUTES = 5;
}
