package dev.gatehouse.core.baseline.hour;

import dev.gatehouse.core.baseline.feature.Feature;

/** A value that a feature had within an hour. */
public record HourValue(Feature feature, String value) {
  public static final int SLICES = 12;
  public static final int SLICE_MINUTES = 5;
}
