package dev.gatehouse.serve.access;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of so many entries at most; the one that was not asked for longest goes first. */
final class Newest<V> extends LinkedHashMap<String, V> {
  private static final long serialVersionUID = 1;

  private final int max;

  Newest(int max) {
    super(16, 0.75f, true);
    this.max = max;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > max;
  }
}
