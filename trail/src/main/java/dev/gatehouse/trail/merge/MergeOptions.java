package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.read.TrailLimits;
import java.time.Duration;

/**
 * How files are merged.
 *
 * @param lateness how long after its time a record may be delivered
 * @param threads background threads that decode files, at least 1
 * @param heldEventsMax events in memory that wait for earlier ones; more go to temporary files
 * @param heldBytesMax the same by their rough size
 */
public record MergeOptions(
    TrailLimits limits, Duration lateness, int threads, int heldEventsMax, long heldBytesMax) {

  /**
   * Two hours; as many threads as processors; 300,000 events and at most an eighth of the memory
   * that the process may take.
   */
  public static final MergeOptions DEFAULT =
      new MergeOptions(
          TrailLimits.DEFAULT,
          Duration.ofHours(2),
          Math.max(1, Runtime.getRuntime().availableProcessors()),
          300_000,
          Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 8));

  public MergeOptions {
    if (lateness.isNegative() || threads < 1 || heldEventsMax < 1 || heldBytesMax < 1) {
      throw new IllegalArgumentException(
          "Lateness may not be negative, threads and bounds must be at least 1.");
    }
  }
}
