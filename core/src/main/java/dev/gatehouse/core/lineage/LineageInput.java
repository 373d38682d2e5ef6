package dev.gatehouse.core.lineage;

import org.jspecify.annotations.Nullable;

/**
 * Input of {@link ResolveLineage}: a fact to keep under a key, or a resolution that looks the key
 * up.
 *
 * @param key see {@link Keys}
 * @param fact to keep; null for a lookup
 * @param resolution that looks the key up; null for a fact
 */
public record LineageInput(
    String key, @Nullable Fact fact, @Nullable LineageResolution resolution) {
  static LineageInput keep(String key, Fact fact) {
    return new LineageInput(key, fact, null);
  }
}
