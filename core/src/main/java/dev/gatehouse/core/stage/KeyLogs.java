package dev.gatehouse.core.stage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

  /** Each key's {@link KeyLog} while it is awake, its memory while it sleeps. */
  private final Map<String, Object> keys = new HashMap<>();

  private final List<KeyLog> awake = new ArrayList<>();

  /** When so many are asleep, those that have expired are looked for. */
  private int sweepAt = SWEEP_LEAST;

  KeyLogs(Stage<Object, Object, Object> stage, String stageName) {
    this.stage = stage;
    this.stageName = stageName;
  }

  /** The log of {@code key}, made or woken if need be. */
  KeyLog of(String key) {
    Object known = keys.get(key);
    if (known instanceof KeyLog log) {
      return log;
    }
    KeyLog log = new KeyLog(stage, key, stageName, known);
    keys.put(key, log);
    awake.add(log);
    return log;
  }

  /** Seals every log; forgets and puts to sleep what it can. */
  void seal(Instant to, Consumer<Change<Object>> settled) {
    int still = 0;
    for (int i = 0; i < awake.size(); i++) {
      KeyLog log = awake.get(i);
      if (log.seal(to, settled)) {
        keys.remove(log.key());
      } else if (log.isQuiet()) {
        sleep(log);
      } else {
        awake.set(still++, log);
      }
    }
    awake.subList(still, awake.size()).clear();
    sweep(to);
  }

  private void sleep(KeyLog log) {
    Object memory = log.sealed();
    if (memory == null) {
      keys.remove(log.key());
    } else {
      keys.put(log.key(), memory);
    }
  }

  /**
   * Forgets those asleep that have expired. Looking at all of them each time would cost more than
   * everything else; looking whenever they have doubled costs each a constant, and never holds more
   * than twice of what is needed. Whoever wakes expired is folded onto a fresh start anyway.
   */
  private void sweep(Instant to) {
    if (keys.size() - awake.size() >= sweepAt) {
      keys.values()
          .removeIf(known -> !(known instanceof KeyLog) && !to.isBefore(stage.expires(known)));
      sweepAt = Math.max(SWEEP_LEAST, 2 * (keys.size() - awake.size()));
    }
  }

  /** Live inputs of all keys. */
  long liveCount() {
    long count = 0;
    for (KeyLog log : awake) {
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
    return keys.size();
  }

  List<KeyLog.Kept> keep() {
    List<KeyLog.Kept> all = new ArrayList<>(size());
    keys.forEach(
        (key, known) ->
            all.add(
                known instanceof KeyLog log
                    ? log.keep()
                    : new KeyLog.Kept(key, known, List.of(), List.of())));
    return all;
  }

  void restore(KeyLog.Kept kept) {
    of(kept.key()).restore(kept);
  }
}
