package dev.gatehouse.core.baseline.feature;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one call says of one subject: at most one value of each {@link Feature}, and how much it
 * adds to each count. Made for one fold and not kept.
 */
@SuppressWarnings("EnumOrdinal") // an array by feature
public final class Features {
  private final Map<Feature, String> values = new EnumMap<>(Feature.class);
  private final CallCounts counts;

  Features(CallCounts counts) {
    this.counts = counts;
  }

  Features with(Feature feature, @Nullable String value) {
    if (value != null) {
      values.put(feature, value);
    }
    return this;
  }

  public @Nullable String value(Feature feature) {
    return values.get(feature);
  }

  public CallCounts counts() {
    return counts;
  }
}
