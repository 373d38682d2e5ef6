package dev.gatehouse.trail.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values made from byte sequences that come again and again: names of calls, regions, ARNs, whole
 * identities. A hit costs a hash and a comparison, no decoding and no allocation.
 *
 * <p>Bounded: a fixed number of slots, one value a slot, the newer one stays. Not thread-safe; each
 * reader has its own.
 */
final class BytesCache<T> {
  /** Makes a value from the bytes when the cache does not hold it. */
  interface Maker<T> {
    T make(byte[] bytes, int from, int to);
  }

  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private final Maker<T> maker;
  private final int lengthMax;
  private final byte[][] keys;
  private final @Nullable Object[] values;

  /**
   * @param slots a power of two
   * @param lengthMax longer sequences are made anew each time
   */
  BytesCache(int slots, int lengthMax, Maker<T> maker) {
    this.maker = maker;
    this.lengthMax = lengthMax;
    this.keys = new byte[slots][];
    this.values = new Object[slots];
    Arrays.fill(keys, new byte[0]);
  }

  /** The bytes must be followed by {@link JsonScanner#SLACK} readable ones. */
  T get(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > lengthMax) {
      return maker.make(bytes, from, to);
    }
    int slot = hash(bytes, from, to) & (keys.length - 1);
    byte[] key = keys[slot];
    Object value = values[slot];
    if (value != null && key.length == length && Arrays.equals(key, 0, length, bytes, from, to)) {
      @SuppressWarnings("unchecked")
      T hit = (T) value;
      return hit;
    }
    T made = maker.make(bytes, from, to);
    keys[slot] = Arrays.copyOfRange(bytes, from, to);
    values[slot] = made;
    return made;
  }

  /** Not cryptographic; a hostile collision costs a miss. */
  static int hash(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = (hash ^ JsonScanner.eight(bytes, at)) * PRIME;
      hash ^= hash >>> 29;
    }
    int rest = to - at;
    if (rest > 0) {
      hash = (hash ^ (JsonScanner.eight(bytes, at) & (-1L >>> (64 - 8 * rest)))) * PRIME;
    }
    return (int) (hash >>> 40);
  }
}
