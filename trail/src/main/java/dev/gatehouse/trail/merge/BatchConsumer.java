package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.List;

/** Takes events in the order of their times. */
@FunctionalInterface
public interface BatchConsumer {
  /**
   * The next events, sorted by time, then by the id that stands in the record.
   *
   * @param events up to {@link TrailMerge#BATCH_EVENTS_MAX}, immutable; empty only in the last call
   * @param watermark no event of an earlier time comes in a later batch, except one that was
   *     delivered later than the lateness allows; {@link Instant#MAX} in the last call
   */
  void batch(List<TrailEvent> events, Instant watermark);
}
