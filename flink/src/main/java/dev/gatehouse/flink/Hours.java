package dev.gatehouse.flink;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Sealing by whole hours, in the milliseconds of Flink's watermarks and timers. */
final class Hours {
  private static final Instant FAR = Instant.ofEpochMilli(Long.MAX_VALUE).minus(Duration.ofDays(9));
  private static final Instant LONG_AGO = Instant.ofEpochMilli(Long.MIN_VALUE);

  private Hours() {}

  /**
   * What is sealed once {@code watermark} has come: all whole hours that it has left behind. The
   * last watermark of a stream seals everything.
   */
  static Instant sealedAt(long watermark) {
    if (watermark == Long.MAX_VALUE) {
      return Instant.MAX.truncatedTo(ChronoUnit.DAYS);
    }
    return watermark == Long.MIN_VALUE
        ? Instant.MIN
        : Instant.ofEpochMilli(watermark + 1).truncatedTo(ChronoUnit.HOURS);
  }

  /** The first watermark whose {@link #sealedAt} is after {@code time}. */
  static long sealing(Instant time) {
    return time.isAfter(FAR)
        ? Long.MAX_VALUE
        : millis(time.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS)) - 1;
  }

  /** {@code time} for Flink, at most what it can say. */
  static long millis(Instant time) {
    if (time.isAfter(FAR)) {
      return Long.MAX_VALUE;
    }
    return time.isBefore(LONG_AGO) ? Long.MIN_VALUE + 1 : time.toEpochMilli();
  }

  /** {@code time + by}, at most {@link Instant#MAX}. */
  static Instant later(Instant time, Duration by) {
    return time.isAfter(FAR) ? time : time.plus(by);
  }
}
