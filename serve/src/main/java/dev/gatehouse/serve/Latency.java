package dev.gatehouse.serve;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long things took, in buckets that grow by a fifth: a percentile is right to within that.
 * Bounded, and safe to use from several threads.
 */
final class Latency {
  private static final double GROWTH = 1.2;
  private static final int BUCKETS = 128;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  void add(long millis, long times) {
    int bucket = millis < 1 ? 0 : 1 + (int) (Math.log((double) millis) / Math.log(GROWTH));
    counts.addAndGet(Math.min(bucket, BUCKETS - 1), times);
  }

  long count() {
    long count = 0;
    for (int i = 0; i < BUCKETS; i++) {
      count += counts.get(i);
    }
    return count;
  }

  /** So many milliseconds or fewer in this part of all cases; 0 if there was none. */
  double percentile(double part) {
    long left = (long) Math.ceil(count() * part);
    for (int i = 0; i < BUCKETS; i++) {
      left -= counts.get(i);
      if (left <= 0) {
        return i == 0 ? 0 : Math.pow(GROWTH, i);
      }
    }
    return 0;
  }
}
