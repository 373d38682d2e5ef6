package dev.gatehouse.serve.watch;

import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the watch is.
 *
 * @param position number of the last frame that was judged
 * @param floor what is older than lateness before it is settled; {@link Instant#MIN} at first
 * @param counts of the pipeline since the start; null as long as there was no record
 */
public record WatchState(long position, Instant floor, EmbeddedPipeline.@Nullable Counts counts) {
  static final WatchState NONE = new WatchState(0, Instant.MIN, null);
}
