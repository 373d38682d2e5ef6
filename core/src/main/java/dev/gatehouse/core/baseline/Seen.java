package dev.gatehouse.core.baseline;

/**
 * A value met within an hour.
 *
 * @param slices bit n is set if it was met in the n-th five minutes of the hour
 */
public record Seen(Feature feature, String value, int slices) {
  static final int SLICES = 12;
  static final int SLICE_MINUTES = 5;
}
