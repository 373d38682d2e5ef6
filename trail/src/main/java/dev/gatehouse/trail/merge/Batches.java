package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts events, which come in {@link ContentOrder}, into batches; drops copies of one record and
 * tells apart what bears one id at one time and says something else.
 */
final class Batches {
  private static final int SUFFIX_CHARS = 8;

  private final BatchConsumer consumer;
  private final Tally tally;
  private List<TrailEvent> batch = new ArrayList<>();
  private @Nullable TrailEvent last;

  /** Hash of the last event's content; null as long as nobody needed it. */
  private @Nullable String lastHash;

  private Instant latest = Instant.MIN;

  Batches(BatchConsumer consumer, Tally tally) {
    this.consumer = consumer;
    this.tally = tally;
  }

  void add(TrailEvent event) {
    TrailEvent before = last;
    if (before == null || EventSource.ORDER.compare(before, event) != 0) {
      last = event;
      lastHash = null;
      put(event);
      return;
    }
    if (before.equals(event)) {
      tally.duplicate();
      return;
    }
    String hashBefore = lastHash == null ? EventContent.hash(before) : lastHash;
    String hash = EventContent.hash(event);
    if (hash.equals(hashBefore)) {
      lastHash = hash;
      tally.duplicate();
      return;
    }
    tally.conflict();
    last = event;
    lastHash = hash;
    put(event.withId(event.id() + "~" + suffix(hashBefore, hash)));
  }

  /** Eight characters of the hash; all of them where the hash before begins with the same eight. */
  static String suffix(String hashBefore, String hash) {
    String start = hash.substring(0, SUFFIX_CHARS);
    return hashBefore.startsWith(start) ? hash : start;
  }

  /** All events before {@code watermark} have been added. */
  void reached(Instant watermark) {
    if (!batch.isEmpty()) {
      hand(watermark);
    }
  }

  void end() {
    hand(Instant.MAX);
  }

  private void put(TrailEvent event) {
    if (batch.size() == TrailMerge.BATCH_EVENTS_MAX) {
      hand(latest);
    }
    if (event.time().isBefore(latest)) {
      tally.late(1);
    } else {
      latest = event.time();
    }
    batch.add(event);
  }

  private void hand(Instant watermark) {
    List<TrailEvent> full = batch;
    batch = new ArrayList<>();
    consumer.batch(List.copyOf(full), watermark);
  }
}
