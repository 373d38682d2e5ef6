package dev.gatehouse.trail.merge;

import java.util.Arrays;

/**
 * Ids of records that went out, with their times, to know one that comes again at another time.
 * CloudTrail gives an id once, so whoever uses it again wants to be taken for the other.
 *
 * <p>Bounded: about the last million. Of four places that an id may have, the one with the oldest
 * time is given up; so what is known depends on what went out, not on chance.
 */
final class KnownIds {
  private static final int PLACES = 4;
  private static final int SETS = 1 << 18;

  private final long[] hashes = new long[SETS * PLACES];
  private final long[] seconds = new long[SETS * PLACES];

  KnownIds() {
    Arrays.fill(seconds, Long.MIN_VALUE);
  }

  /** Takes an id; whether it went out before, at another time. */
  boolean isAgain(String id, long epochSecond) {
    long hash = hash(id);
    int first = (int) (hash >>> 46) * PLACES;
    int oldest = first;
    for (int at = first; at < first + PLACES; at++) {
      if (hashes[at] == hash && seconds[at] != Long.MIN_VALUE) {
        return seconds[at] != epochSecond;
      }
      if (seconds[at] < seconds[oldest]) {
        oldest = at;
      }
    }
    hashes[oldest] = hash;
    seconds[oldest] = epochSecond;
    return false;
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
