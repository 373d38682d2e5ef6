package dev.gatehouse.policy.memo;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a pure function made of the texts that it was asked lately. A trail says the same
 * again and again: addresses, agents, documents asked for by one part after the other.
 *
 * <p>Each text has one slot, by its hash, and takes it from whoever had it: memory is bounded
 * whatever the texts are, and nobody who makes texts of one hash wins more than the time it takes
 * to make the value. Safe for use by several threads, which see each other's values or not.
 *
 * @param <V> what is made; immutable
 */
public final class Memo<V> {
  private record Known<V>(String text, V value) {}

  private final Function<String, V> make;
  private final int charactersMax;
  private final @Nullable Known<V>[] lately;

  /**
   * @param slots a power of two
   * @param charactersMax longest text whose value is remembered
   * @param make makes the value of a text
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic record
  public Memo(int slots, int charactersMax, Function<String, V> make) {
    if (Integer.bitCount(slots) != 1) {
      throw new IllegalArgumentException(
          "The number of slots is a power of two, not " + slots + ".");
    }
    this.make = make;
    this.charactersMax = charactersMax;
    this.lately = new Known[slots];
  }

  /** The value of {@code text}. */
  public V of(String text) {
    int hash = text.hashCode();
    int slot = (hash ^ (hash >>> 15)) & (lately.length - 1);
    Known<V> known = lately[slot];
    if (known != null && known.text.equals(text)) {
      return known.value;
    }
    V value = make.apply(text);
    if (text.length() <= charactersMax) {
      lately[slot] = new Known<>(text, value);
    }
    return value;
  }
}
