package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.TrailEvent;
import java.io.IOException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Events in {@link ContentOrder}, one after the other. */
interface EventSource extends AutoCloseable {
  /** Time, then id; in {@link ContentOrder} the content decides between what is equal here. */
  Comparator<TrailEvent> ORDER =
      (one, other) -> {
        int byTime = Long.compare(one.time().getEpochSecond(), other.time().getEpochSecond());
        return byTime != 0 ? byTime : one.id().compareTo(other.id());
      };

  /** The next event, left in place; null at the end. */
  @Nullable TrailEvent peek();

  /** Goes on to the one after. */
  void advance() throws IOException;

  @Override
  default void close() throws IOException {}
}
