package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Entry;
import java.time.Instant;

/** Where an input lies in the log of its key: the order of folding, and its name in the state. */
record Place(Instant time, int rank, String id, String producer) {
  static Place of(Entry entry) {
    return new Place(entry.time, entry.rank, entry.id, entry.producer);
  }
}
