package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.Entry;
import dev.gatehouse.core.stage.KeyLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * The logs of one operator's keys: in Flink's state, with those lately used on the heap.
 *
 * <p>State is written through: one map entry a live input, and one value a key for what is sealed.
 * A whole log in one value would be written again with each input. Reading goes to the heap; a log
 * that is not there is folded again from the state, which tells nobody anything new.
 *
 * <p>Every method wants the key as Flink's current key.
 */
final class StoredLogs {
  private final Function<String, KeyLog> empty;
  private final MapState<Place, Object> live;
  private final ValueState<Sealed<Object, Object>> sealed;
  private final long heapMax;

  /** Least recently used first. */
  private final LinkedHashMap<String, KeyLog> onHeap = new LinkedHashMap<>(16, 0.75f, true);

  private long liveOnHeap;

  StoredLogs(
      Function<String, KeyLog> empty,
      MapState<Place, Object> live,
      ValueState<Sealed<Object, Object>> sealed,
      long heapMax) {
    this.empty = empty;
    this.live = live;
    this.sealed = sealed;
    this.heapMax = heapMax;
  }

  /** The log of {@code key}. */
  KeyLog of(String key) throws Exception {
    KeyLog log = onHeap.get(key);
    if (log == null) {
      log = empty.apply(key);
      log.restore(stored(key));
      onHeap.put(key, log);
      liveOnHeap += log.live().size();
    }
    return log;
  }

  private KeyLog.Kept stored(String key) throws Exception {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<Place, Object> one : live.entries()) {
      Place at = one.getKey();
      entries.add(
          new Entry(at.time(), at.rank(), at.id(), at.producer(), key, one.getValue(), false));
    }
    entries.sort(null);
    @Nullable Sealed<Object, Object> before = sealed.value();
    return before == null
        ? new KeyLog.Kept(key, null, List.of(), entries)
        : new KeyLog.Kept(key, before.memory(), before.outputs(), entries);
  }

  /** Applies {@code message} to log and state; returns whether anything changed. */
  boolean apply(KeyLog log, Entry message) throws Exception {
    int before = log.live().size();
    if (!log.apply(message)) {
      return false;
    }
    liveOnHeap += log.live().size() - before;
    if (message.withdraws) {
      live.remove(Place.of(message));
    } else {
      live.put(Place.of(message), message.value);
    }
    return true;
  }

  /** Seals log and state, see {@link KeyLog#seal}; returns the memory that is sealed now. */
  @Nullable Object seal(KeyLog log, Instant to, Consumer<Change<Object>> settled) throws Exception {
    List<Place> leaving = new ArrayList<>();
    for (Entry entry : log.live()) {
      if (!entry.time.isBefore(to)) {
        break;
      }
      leaving.add(Place.of(entry));
    }
    boolean over = log.seal(to, settled);
    liveOnHeap -= leaving.size();
    for (Place place : leaving) {
      live.remove(place);
    }
    if (over) { // the empty log stays on the heap: asking the state for nothing is slow
      sealed.clear();
      return null;
    }
    KeyLog.Kept kept = log.keep();
    sealed.update(new Sealed<>(kept.sealed(), kept.sealedOutputs()));
    return kept.sealed();
  }

  /** Drops logs from the heap while there are too many. All must have been folded. */
  void trim() {
    Iterator<KeyLog> eldest = onHeap.values().iterator();
    while (onHeap.size() + liveOnHeap > heapMax && eldest.hasNext()) {
      liveOnHeap -= eldest.next().live().size();
      eldest.remove();
    }
  }
}
