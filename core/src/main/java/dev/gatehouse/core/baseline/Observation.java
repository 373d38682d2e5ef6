package dev.gatehouse.core.baseline;

import org.jspecify.annotations.Nullable;

/**
 * What one call says of one subject: at most one value of each feature, and what it counts for. A
 * passing value, made for one fold.
 */
@SuppressWarnings("EnumOrdinal") // an array by feature
final class Observation {
  private final @Nullable String[] values = new @Nullable String[Feature.values().length];
  private final Counts counts;

  Observation(Counts counts) {
    this.counts = counts;
  }

  Observation with(Feature feature, @Nullable String value) {
    values[feature.ordinal()] = value;
    return this;
  }

  @Nullable String value(Feature feature) {
    return values[feature.ordinal()];
  }

  Counts counts() {
    return counts;
  }
}
