package dev.gatehouse.trail.merge;

import dev.gatehouse.trail.Fidelity;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts events, which come in {@link ContentOrder}, into batches; drops copies of one record and
 * tells apart what bears an id that went out already and says something else, or at another time.
 */
final class Batches {
  private static final int SUFFIX_CHARS = 8;

  /** How many contents under one id and time a copy is compared with. */
  private static final int GROUP_MAX = 64;

  private final BatchConsumer consumer;
  private final Tally tally;
  private List<TrailEvent> batch = new ArrayList<>();
  private @Nullable TrailEvent last;

  /** Hash of the last event's content; null as long as nobody needed it. */
  private @Nullable String lastHash;

  /** What went out under the id and time of the last event. */
  private final List<TrailEvent> group = new ArrayList<>();

  private final KnownIds known = new KnownIds();
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
      group.clear();
      if (known.isAgain(event.id(), event.time().getEpochSecond())) {
        lastHash = EventContent.hash(event);
        tally.conflict();
        put(event.withId(event.id() + "~" + suffix("", lastHash)));
      } else {
        put(event);
      }
      group.add(event);
      return;
    }
    if (before.equals(event) || (event.fidelity() == Fidelity.PARTIAL && isCopy(event))) {
      tally.duplicate();
      return;
    }
    String hashBefore = lastHash == null ? EventContent.hash(before) : lastHash;
    String hash = EventContent.hash(event);
    if (hash.equals(hashBefore)
        || (event.fidelity() == Fidelity.RECOVERED
            && group.stream().anyMatch(kept -> EventContent.hash(kept).equals(hash)))) {
      tally.duplicate();
      return;
    }
    tally.conflict();
    last = event;
    lastHash = hash;
    if (group.size() < GROUP_MAX) {
      group.add(event);
    }
    put(event.withId(event.id() + "~" + suffix(hashBefore, hash)));
  }

  private boolean isCopy(TrailEvent lossy) {
    return group.stream().anyMatch(kept -> Copies.isCopy(lossy, kept));
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
