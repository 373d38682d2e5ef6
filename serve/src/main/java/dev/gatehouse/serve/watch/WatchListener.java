package dev.gatehouse.serve.watch;

import dev.gatehouse.serve.intake.Frame;
import dev.gatehouse.serve.store.Results;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.util.List;

/** Told what the watch does, on its thread. */
public interface WatchListener {
  /** A sentence for whoever runs it. */
  default void notice(String sentence) {}

  /**
   * A frame was judged.
   *
   * @param again whether its results were stored before: it is gone through after a restart
   */
  default void judged(Frame frame, boolean again) {}

  /** These records were judged. */
  default void events(List<TrailEvent> events) {}

  /** Results are in the store. */
  default void stored(Results results) {}

  /** A snapshot was written. */
  default void snapshot(long bytes, Duration took) {}

  /** The watch has stopped for a fault of its own. */
  default void broke(Throwable fault) {}
}
