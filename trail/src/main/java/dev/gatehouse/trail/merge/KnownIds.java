package dev.gatehouse.trail.merge;

import java.util.Arrays;

/**
 * Ids of records that went out, with their times, to know one that comes again at another time.
 * CloudTrail gives an id once, so whoever uses it again wants to be taken for the other.
 *
 * <p>Bounded: about the last million, in 16 MB that are taken as they are needed. Of eight places
 * that an id may have, the one with the oldest time is given up; so what is known depends on what
 * went out, not on chance.
 */
final class KnownIds {
  private static final int PLACES = 8;
  private static final int SET_BITS_LEAST = 8;
  private static final int SET_BITS_MOST = 17;

  private int setBits = SET_BITS_LEAST;
  private long[] hashes = new long[PLACES << SET_BITS_LEAST];
  private long[] seconds = free(PLACES << SET_BITS_LEAST);
  private int held;

  private static long[] free(int places) {
    long[] seconds = new long[places];
    Arrays.fill(seconds, Long.MIN_VALUE);
    return seconds;
  }

  /** Takes an id; whether it went out before, at another time. */
  boolean isAgain(String id, long epochSecond) {
    long hash = hash(id);
    int place = place(hash);
    if (seconds[place] != Long.MIN_VALUE && hashes[place] == hash) {
      return seconds[place] != epochSecond;
    }
    // A quarter full, hardly an id in ten thousand finds its places taken.
    if (held >= 2 << setBits && setBits < SET_BITS_MOST) {
      grow();
      place = place(hash);
    }
    held += seconds[place] == Long.MIN_VALUE ? 1 : 0;
    hashes[place] = hash;
    seconds[place] = epochSecond;
    return false;
  }

  /** Where an id lies, or else where it would: in the oldest of its places. */
  private int place(long hash) {
    int first = (int) (hash >>> (Long.SIZE - setBits)) * PLACES;
    int oldest = first;
    for (int at = first; at < first + PLACES; at++) {
      if (hashes[at] == hash && seconds[at] != Long.MIN_VALUE) {
        return at;
      }
      if (seconds[at] < seconds[oldest]) {
        oldest = at;
      }
    }
    return oldest;
  }

  /** Twice the sets: each is parted in two, so nothing is given up. */
  private void grow() {
    long[] oldHashes = hashes;
    long[] oldSeconds = seconds;
    setBits++;
    hashes = new long[PLACES << setBits];
    seconds = free(PLACES << setBits);
    for (int at = 0; at < oldHashes.length; at++) {
      if (oldSeconds[at] != Long.MIN_VALUE) {
        int place = place(oldHashes[at]);
        hashes[place] = oldHashes[at];
        seconds[place] = oldSeconds[at];
      }
    }
  }

  private static long hash(String text) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    hash = (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
    return hash ^ hash >>> 29;
  }
}
