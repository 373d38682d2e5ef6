package dev.gatehouse.core.stage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The logs of one partition of one stage's keys. One thread at a time uses it.
 *
 * <p>Most keys are quiet most of the time: a credential was issued and waits to be used. A key with
 * nothing live and nothing open sleeps as its bare memory, and gets its log back with the next
 * input.
 */
final class KeyLogs {
  private static final int SWEEP_LEAST = 64;

  private final Stage<Object, Object, Object> stage;
  private final String stageName;
  private final Map<String, KeyLog> awake = new HashMap<>();
  private final Map<String, Object> asleep = new HashMap<>();

  /** When so many are asleep, those that have expired are looked for. */
  private int sweepAt = SWEEP_LEAST;

  KeyLogs(Stage<Object, Object, Object> stage, String stageName) {
    this.stage = stage;
    this.stageName = stageName;
  }

  /** The log of {@code key}, made or woken if need be. */
  KeyLog of(String key) {
    KeyLog log = awake.get(key);
    if (log == null) {
      log = new KeyLog(stage, key, stageName + "/" + key);
      Object memory = asleep.remove(key);
      if (memory != null) {
        log.restore(new KeyLog.Kept(key, memory, List.of(), List.of()));
      }
      awake.put(key, log);
    }
    return log;
  }

  /** Seals every log; forgets and puts to sleep what it can. */
  void seal(Instant to, Consumer<Change<Object>> settled) {
    sweep(to);
    Iterator<KeyLog> logs = awake.values().iterator();
    while (logs.hasNext()) {
      KeyLog log = logs.next();
      if (log.seal(to, settled)) {
        logs.remove();
      } else if (log.isQuiet()) {
        KeyLog.Kept kept = log.keep();
        if (kept.sealed() != null) {
          asleep.put(kept.key(), kept.sealed());
        }
        logs.remove();
      }
    }
  }

  /**
   * Forgets those asleep that have expired. Looking at all of them each time would cost more than
   * everything else; looking whenever they have doubled costs each a constant, and never holds more
   * than twice of what is needed. Whoever wakes expired is folded onto a fresh start anyway.
   */
  private void sweep(Instant to) {
    if (asleep.size() >= sweepAt) {
      asleep.values().removeIf(memory -> !to.isBefore(stage.expires(memory)));
      sweepAt = Math.max(SWEEP_LEAST, 2 * asleep.size());
    }
  }

  /** Live inputs of all keys. */
  long liveCount() {
    long count = 0;
    for (KeyLog log : awake.values()) {
      count += log.liveCount();
    }
    return count;
  }

  /** Keys that have live inputs or open outputs. */
  int awakeCount() {
    return awake.size();
  }

  /** Keys that are remembered. */
  int size() {
    return awake.size() + asleep.size();
  }

  List<KeyLog.Kept> keep() {
    List<KeyLog.Kept> all = new ArrayList<>(size());
    awake.values().forEach(log -> all.add(log.keep()));
    asleep.forEach((key, memory) -> all.add(new KeyLog.Kept(key, memory, List.of(), List.of())));
    return all;
  }

  void restore(KeyLog.Kept kept) {
    of(kept.key()).restore(kept);
  }
}
