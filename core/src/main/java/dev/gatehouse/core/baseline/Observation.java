package dev.gatehouse.core.baseline;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one call says of one subject: at most one value of each feature, and what it counts for. A
 * passing value, made for one fold.
 */
final class Observation {
  private final Map<Feature, String> values = new EnumMap<>(Feature.class);
  private final Counts counts;

  Observation(Counts counts) {
    this.counts = counts;
  }

  Observation with(Feature feature, @Nullable String value) {
    if (value != null) {
      values.put(feature, value);
    }
    return this;
  }

  @Nullable String value(Feature feature) {
    return values.get(feature);
  }

  Counts counts() {
    return counts;
  }
}
