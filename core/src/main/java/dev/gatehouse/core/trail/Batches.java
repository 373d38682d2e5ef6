package dev.gatehouse.core.trail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Drops duplicates among neighbours and cuts what remains into batches. */
final class Batches {
  /** Different contents under one id that are told apart; more than that is an attack on memory. */
  private static final int CONTENTS_MAX = 64;

  private final BatchConsumer consumer;
  private final Tally tally;
  private List<TrailEvent> batch = new ArrayList<>();
  private final List<TrailEvent> sameId = new ArrayList<>();
  private Instant latest = Instant.MIN;

  Batches(BatchConsumer consumer, Tally tally) {
    this.consumer = consumer;
    this.tally = tally;
  }

  void add(TrailEvent event) {
    if (!sameId.isEmpty() && EventSource.ORDER.compare(sameId.get(0), event) == 0) {
      boolean equal = sameId.contains(event);
      tally.duplicate(equal);
      if (!equal && sameId.size() < CONTENTS_MAX) {
        sameId.add(event);
      }
      return;
    }
    settle();
    sameId.add(event);
  }

  /** All events before {@code watermark} have been added. */
  void reached(Instant watermark) {
    settle();
    if (!batch.isEmpty()) {
      hand(watermark);
    }
  }

  void end() {
    settle();
    hand(Instant.MAX);
  }

  private void settle() {
    if (sameId.isEmpty()) {
      return;
    }
    TrailEvent kept =
        sameId.size() == 1
            ? sameId.get(0)
            : sameId.stream().min(Comparator.comparing(EventCodec::contentHash)).orElseThrow();
    sameId.clear();
    if (batch.size() == TrailMerge.BATCH_EVENTS_MAX) {
      hand(latest);
    }
    if (kept.time().isBefore(latest)) {
      tally.late(1);
    } else {
      latest = kept.time();
    }
    batch.add(kept);
  }

  private void hand(Instant watermark) {
    List<TrailEvent> full = batch;
    batch = new ArrayList<>();
    consumer.batch(List.copyOf(full), watermark);
  }
}
