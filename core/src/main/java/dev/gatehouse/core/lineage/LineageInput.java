package dev.gatehouse.core.lineage;

import org.jspecify.annotations.Nullable;

/**
 * Input of {@link ResolveLineage}: a fact to keep under a key, or a walk that asks the key for its
 * next hop.
 *
 * @param key see {@link Keys}
 * @param fact to keep, or null
 * @param walk that asks, or null
 */
public record LineageInput(String key, @Nullable Fact fact, @Nullable LineageResolution walk) {
  static LineageInput keep(String key, Fact fact) {
    return new LineageInput(key, fact, null);
  }
}
