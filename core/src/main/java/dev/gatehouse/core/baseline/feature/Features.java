package dev.gatehouse.core.baseline.feature;

import org.jspecify.annotations.Nullable;

/**
 * What one call says of one subject: at most one value of each {@link Feature}, and how much it
 * adds to each count. Made for one fold and not kept.
 */
@SuppressWarnings("EnumOrdinal") // an array by feature
public final class Features {
  private static final int FEATURES = Feature.values().length;

  private final @Nullable String[] values = new @Nullable String[FEATURES];
  private final CallCounts counts;

  Features(CallCounts counts) {
    this.counts = counts;
  }

  Features with(Feature feature, @Nullable String value) {
    if (value != null) {
      values[feature.ordinal()] = value;
    }
    return this;
  }

  public @Nullable String value(Feature feature) {
    return values[feature.ordinal()];
  }

  public CallCounts counts() {
    return counts;
  }
}
