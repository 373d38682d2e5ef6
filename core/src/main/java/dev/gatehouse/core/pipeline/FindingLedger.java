package dev.gatehouse.core.pipeline;

import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.FindingState.State;
import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.Codec;
import dev.gatehouse.core.stage.Node;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts the forms of each finding and hands them to a listener: what changes several times in one
 * arrival batch is told once. Only findings that can still change are remembered.
 */
public final class FindingLedger implements Node.Sink<JudgedFinding> {
  private static final Codec CODEC = Codec.of(Entry.class);

  private final List<FindingListener> listeners;
  private final Map<String, Entry> told = new HashMap<>();

  /** What holds at the end of this arrival batch, by id. */
  private final Map<String, Change<JudgedFinding>> changed = new LinkedHashMap<>();

  /**
   * A finding that was told.
   *
   * @param producer who holds it; null if it was withdrawn
   * @param closes when nothing can change it any more
   */
  record Entry(String id, @Nullable String producer, int revision, Instant closes) {}

  /**
   * @param listeners told each form; more may be added to the list
   */
  public FindingLedger(List<FindingListener> listeners) {
    this.listeners = listeners;
  }

  @Override
  public void changed(Change<JudgedFinding> change) {
    String id = change.value().finding().id();
    Change<JudgedFinding> before = changed.get(id);
    Entry entry = told.get(id);
    String holder = before != null ? holder(before) : entry != null ? entry.producer() : null;
    // What another key or detection holds by now is not this one's to withdraw.
    if (!change.withdrawn() || holder == null || holder.equals(change.producer())) {
      changed.put(id, change);
    }
  }

  private static @Nullable String holder(Change<JudgedFinding> change) {
    return change.withdrawn() ? null : change.producer();
  }

  /** Tells what the arrival batch changed. */
  public void tell() {
    changed.forEach(this::tell);
    changed.clear();
  }

  private void tell(String id, Change<JudgedFinding> change) {
    Entry before = told.get(id);
    if (before == null && change.withdrawn()) {
      return; // it came and went within one batch
    }
    int revision = (before == null ? 0 : before.revision()) + (change.withdrawn() ? 0 : 1);
    Instant closes = change.closes().isAfter(change.time()) ? change.closes() : change.time();
    told.put(id, new Entry(id, holder(change), revision, closes));
    JudgedFinding judged = change.value();
    FindingState state =
        change.withdrawn()
            ? new FindingState(judged.finding(), revision, State.WITHDRAWN)
            : new FindingState(
                judged.finding().along(ExplainGaps.pending(judged.finding().lineage())),
                revision,
                State.PROVISIONAL);
    listeners.forEach(listener -> listener.changed(state, judged.counts()));
  }

  @Override
  public void settled(Change<JudgedFinding> change) {
    JudgedFinding judged = change.value();
    Entry entry = told.remove(judged.finding().id());
    // What is told of its arrival batch is told by this: nothing comes after a settled finding.
    Change<JudgedFinding> untold = changed.remove(judged.finding().id());
    int forms =
        (entry == null ? 0 : entry.revision()) + (untold == null || untold.withdrawn() ? 0 : 1);
    int revision = Math.max(1, forms);
    FindingState state = new FindingState(judged.finding(), revision, State.SETTLED);
    listeners.forEach(listener -> listener.changed(state, judged.counts()));
  }

  /** Forgets what nothing can change any more. */
  public void forget(Instant sealedTo) {
    told.values().removeIf(entry -> entry.closes().isBefore(sealedTo));
  }

  /** Writes what it remembers, after {@link #tell}. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(told.size());
    for (Entry entry : told.values()) {
      CODEC.write(out, entry);
    }
  }

  /** Takes up what {@link #save} wrote. */
  public void restore(DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      Entry entry = (Entry) Objects.requireNonNull(CODEC.read(in));
      told.put(entry.id(), entry);
    }
  }
}
