package dev.gatehouse.core.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log of one key of one stage: memory after everything sealed, and the live inputs in the order
 * of folding.
 *
 * <p>An input at the end is folded onto the tail. Any other change marks a range as dirty, and
 * {@link #fold} folds again from there, up to where the memory comes out as it was. Example:
 * entries at minutes 1, 2, 3 and a late one of minute 2 arrives. Memory after minute 1 is at hand,
 * so entry 2' is folded, then 2 and 3; if the memory after 2 equals the one kept, 3 is left as it
 * is, and if 2' left the memory untouched, so is 2.
 *
 * <p>INVARIANT: the last entry of each minute holds the memory after it, so that sealing at any
 * minute needs no folding.
 *
 * <p>This is the algorithm that runners share; they differ in where logs are kept and how changes
 * travel. A runner applies messages, folds once per arrival batch, and seals as time goes on.
 */
@SuppressWarnings(
    "ReferenceEquality") // the very memory, the very output: a cheap and exact "untouched"
public final class KeyLog {
  private final Stage<Object, Object, Object> stage;
  private final String key;

  /** What the stage is called, as long as nobody was told of an output of this key. */
  private final String stageName;

  /** The stage and key, as downstream knows where outputs come from; null before the first. */
  private @Nullable String producer;

  private final ArrayList<Entry> live = new ArrayList<>(2);

  /** Applied since the last fold, see {@link #markChanged}. */
  private boolean isChanged;

  /** Memory after all sealed inputs; null where it equals the stage's start. */
  private @Nullable Object sealed;

  /** Outputs of sealed inputs that a later input can still change; most keys never have one. */
  private Map<String, Out<Object>> sealedOutputs = Collections.emptyMap();

  /**
   * What downstream has been told, by output id, and how many live entries put that id out; most
   * keys never put anything out.
   */
  private Map<String, Told> told = Collections.emptyMap();

  private int dirtyFrom = Integer.MAX_VALUE;
  private int dirtyTo = -1;

  /** Whether an entry was replaced or withdrawn, so that memory may change without a new entry. */
  private boolean anyLost;

  /** Whether all that is dirty was added at the tail, the ordinary case. */
  private boolean onlyAppended = true;

  /** Ids of outputs whose inputs were withdrawn since the last fold. */
  private List<String> orphanIds = List.of();

  private static final class Told {
    /** What holds, as downstream knows it; null before the first fold that says so. */
    @Nullable Out<Object> out;

    /** Live entries that put this id out. */
    int emissions;
  }

  /** The last output of an id among entries just folded, and how many of them put it out. */
  private static final class Last {
    @Nullable Out<Object> out;
    int emissions;
  }

  /**
   * An empty log.
   *
   * @param producer what downstream knows this key of this stage by, see {@link Change#producer}
   */
  @SuppressWarnings("unchecked")
  public KeyLog(Stage<?, ?, ?> stage, String key, String producer) {
    this((Stage<Object, Object, Object>) stage, key, "", null);
    this.producer = producer;
  }

  /** The log of a key of which nothing but its sealed memory is known. */
  KeyLog(
      Stage<Object, Object, Object> stage, String key, String stageName, @Nullable Object sealed) {
    this.stage = stage;
    this.key = key;
    this.stageName = stageName;
    this.sealed = sealed;
  }

  /** Key of this log. */
  public String key() {
    return key;
  }

  /** The live inputs in the order of folding, as a view. */
  public List<Entry> live() {
    return Collections.unmodifiableList(live);
  }

  int liveCount() {
    return live.size();
  }

  /** Notes that it has to be folded; returns whether that was not noted before. */
  boolean markChanged() {
    boolean isFirst = !isChanged;
    isChanged = true;
    return isFirst;
  }

  /** Memory after all sealed inputs; null where it equals the stage's start. */
  @Nullable Object sealed() {
    return sealed;
  }

  /** Whether all there is to this key is its memory. */
  boolean isQuiet() {
    return live.isEmpty() && told.isEmpty() && sealedOutputs.isEmpty();
  }

  /**
   * Takes one message in, to be folded by the next {@link #fold}; returns whether the log changed.
   */
  public boolean apply(Entry message) {
    int size = live.size();
    if (!message.withdraws && (size == 0 || live.get(size - 1).compareTo(message) < 0)) {
      live.add(message);
      markDirty(size);
      return true;
    }
    int at = Collections.binarySearch(live, message);
    if (message.withdraws) {
      if (at < 0) {
        throw new IllegalStateException(
            "An input was withdrawn that key " + key + " does not hold.");
      }
      orphan(live.remove(at));
      if (dirtyTo >= at) {
        dirtyTo--;
      }
      // The entry before may now be the last of its minute and must get its memory back.
      markDirty(Math.max(0, at - 1));
      markDirty(Math.min(at, Math.max(0, live.size() - 1)));
      onlyAppended = false;
      anyLost = true;
      return true;
    }
    onlyAppended = false;
    if (at >= 0) {
      if (live.get(at).value.equals(message.value)) {
        return false;
      }
      message.outputs = live.get(at).outputs;
      live.set(at, message);
      markDirty(at);
      anyLost = true;
      return true;
    }
    at = -at - 1;
    live.add(at, message);
    if (dirtyTo >= at) {
      dirtyTo++;
    }
    markDirty(at);
    return true;
  }

  private void markDirty(int at) {
    dirtyFrom = Math.min(dirtyFrom, at);
    dirtyTo = Math.max(dirtyTo, at);
  }

  private void orphan(Entry entry) {
    if (!entry.outputs.isEmpty()) {
      orphanIds = new ArrayList<>(orphanIds);
      entry.outputs.forEach(out -> orphanIds.add(out.id()));
      countEmissions(entry.outputs, -1);
    }
  }

  /** Folds what is dirty and hands the difference of the outputs to {@code changes}. */
  public void fold(Consumer<Change<Object>> changes) {
    if (onlyAppended) {
      foldTail(changes);
    } else {
      foldAgain(changes);
    }
    dirtyFrom = Integer.MAX_VALUE;
    dirtyTo = -1;
    onlyAppended = true;
    anyLost = false;
    isChanged = false;
    orphanIds = List.of();
  }

  private void foldTail(Consumer<Change<Object>> changes) {
    Object memory = memoryBefore(dirtyFrom);
    if (dirtyFrom == live.size() - 1) {
      foldAt(dirtyFrom, memory);
      for (Out<Object> out : live.get(dirtyFrom).outputs) {
        tell(out.id(), out, changes);
      }
      return;
    }
    int outputs = 0;
    for (int i = dirtyFrom; i < live.size(); i++) {
      memory = foldAt(i, memory);
      outputs += live.get(i).outputs.size();
    }
    if (outputs == 0) {
      return;
    }
    // Of several versions in one arrival batch only the last goes on.
    Map<String, Out<Object>> holds = new LinkedHashMap<>();
    for (int i = dirtyFrom; i < live.size(); i++) {
      for (Out<Object> out : live.get(i).outputs) {
        holds.put(out.id(), out);
      }
    }
    holds.forEach((id, out) -> tell(id, out, changes));
  }

  private void foldAgain(Consumer<Change<Object>> changes) {
    Map<String, Last> affected = new LinkedHashMap<>();
    orphanIds.forEach(id -> affected.put(id, new Last()));
    Object memory = memoryBefore(dirtyFrom);
    boolean isAsBefore = !anyLost;
    for (int i = dirtyFrom; i < live.size() && !(isAsBefore && i > dirtyTo); i++) {
      Entry entry = live.get(i);
      if (isAsBefore && !entry.isFresh) {
        memory =
            entry.leftMemory
                ? memory
                : entry.after != null ? entry.after : step(entry, memory).memory();
        continue;
      }
      boolean wasFresh = entry.isFresh;
      Object kept = entry.after;
      entry.outputs.forEach(out -> affected.computeIfAbsent(out.id(), id -> new Last()));
      memory = foldAt(i, memory);
      for (Out<Object> out : entry.outputs) {
        Last last = affected.computeIfAbsent(out.id(), id -> new Last());
        last.out = out;
        last.emissions++;
      }
      isAsBefore =
          wasFresh
              ? isAsBefore && entry.leftMemory
              : i >= dirtyTo && i < live.size() - 1 && kept != null && kept.equals(memory);
    }
    findLast(affected);
    affected.forEach((id, last) -> tell(id, last.out, changes));
  }

  /** Completes {@code affected} where entries that were not folded put out the same ids. */
  private void findLast(Map<String, Last> affected) {
    Map<String, Last> open = new HashMap<>();
    affected.forEach(
        (id, last) -> {
          Told known = told.get(id);
          if (known != null && known.emissions > last.emissions) {
            open.put(id, last);
          } else if (last.emissions == 0) {
            last.out = sealedOutputs.get(id);
          }
        });
    if (open.isEmpty()) {
      return;
    }
    for (Entry entry : live) {
      for (Out<Object> out : entry.outputs) {
        Last last = open.get(out.id());
        if (last != null) {
          last.out = out;
        }
      }
    }
  }

  private void countEmissions(List<Out<Object>> outputs, int by) {
    for (int i = 0; i < outputs.size(); i++) {
      toldOf(outputs.get(i).id()).emissions += by;
    }
  }

  private Told toldOf(String id) {
    Told known = told.get(id);
    if (known == null) {
      known = new Told();
      if (told == Collections.<String, Told>emptyMap()) {
        told = new HashMap<>(4);
      }
      told.put(id, known);
    }
    return known;
  }

  private void keepSealed(Out<Object> out) {
    if (sealedOutputs == Collections.<String, Out<Object>>emptyMap()) {
      sealedOutputs = new HashMap<>(4);
    }
    sealedOutputs.put(out.id(), out);
  }

  /**
   * Memory before the entry at {@code index}; folds again from the memory kept last, without
   * touching outputs.
   */
  private Object memoryBefore(int index) {
    int known = index - 1;
    while (known >= 0 && live.get(known).after == null) {
      known--;
    }
    Object memory = known >= 0 ? afterOf(live.get(known)) : sealedMemory();
    for (int i = known + 1; i < index; i++) {
      memory = step(live.get(i), memory).memory();
    }
    return memory;
  }

  private static Object afterOf(Entry entry) {
    Object after = entry.after;
    if (after == null) {
      throw new IllegalStateException("The memory after " + entry.id + " was not kept.");
    }
    return after;
  }

  private Object sealedMemory() {
    return sealed != null ? sealed : stage.start(key);
  }

  private Step<Object, Object> step(Entry entry, Object memory) {
    Object current = entry.time.isBefore(stage.expires(memory)) ? memory : stage.start(key);
    return stage.fold(key, current, entry.time, entry.id, entry.value);
  }

  private Object foldAt(int index, Object memory) {
    Entry entry = live.get(index);
    Step<Object, Object> step = step(entry, memory);
    if (!entry.outputs.isEmpty()) {
      countEmissions(entry.outputs, -1);
    }
    if (!step.outputs().isEmpty()) {
      countEmissions(step.outputs(), 1);
    }
    entry.outputs = step.outputs();
    entry.after = step.memory();
    entry.leftMemory = step.memory() == memory;
    entry.isFresh = false;
    if (index > 0 && live.get(index - 1).sharesMinuteWith(entry)) {
      live.get(index - 1).after = null;
    }
    return step.memory();
  }

  private void tell(String id, @Nullable Out<Object> now, Consumer<Change<Object>> changes) {
    Told known = told.get(id);
    Out<Object> before = known == null ? null : known.out;
    if (now == null) {
      told.remove(id);
    } else if (known == null) {
      throw new IllegalStateException("Output " + id + " was put out by nobody.");
    } else {
      known.out = now;
    }
    if (before == now || (before != null && before.equals(now))) {
      return;
    }
    if (before != null) {
      changes.accept(change(before, true));
    }
    if (now != null) {
      changes.accept(change(now, false));
    }
  }

  private Change<Object> change(Out<Object> out, boolean withdrawn) {
    if (producer == null) {
      producer = stageName + "/" + key;
    }
    return new Change<>(out.id(), producer, out.time(), out.closes(), out.value(), withdrawn);
  }

  /**
   * Seals everything before {@code to}, a whole minute; {@code settled} is told of outputs that
   * nothing can change any more. Returns whether the key can be forgotten.
   */
  public boolean seal(Instant to, Consumer<Change<Object>> settled) {
    int count = countBefore(to);
    if (count > 0) {
      sealed = afterOf(live.get(count - 1));
      for (int i = 0; i < count; i++) {
        Entry entry = live.get(i);
        if (!entry.outputs.isEmpty()) {
          sealOutputs(entry, to, settled);
        }
      }
      if (count == live.size()) {
        live.clear();
      } else {
        live.subList(0, count).clear();
      }
    }
    Object current = sealed;
    if (current != null && !to.isBefore(stage.expires(current))) {
      sealed = null;
    }
    if (!sealedOutputs.isEmpty()) {
      settleOpen(to, settled);
    }
    return live.isEmpty() && sealed == null && told.isEmpty();
  }

  /** How many live entries lie before {@code to}: all of them, as a rule. */
  private int countBefore(Instant to) {
    int count = live.size();
    if (count > 0 && !live.get(count - 1).time.isBefore(to)) {
      count = 0;
      while (live.get(count).time.isBefore(to)) {
        count++;
      }
    }
    return count;
  }

  /** Settles what nothing can change any more; the rest stays open. */
  private void sealOutputs(Entry entry, Instant to, Consumer<Change<Object>> settled) {
    countEmissions(entry.outputs, -1);
    for (Out<Object> out : entry.outputs) {
      Told known = told.get(out.id());
      if (known != null && known.out == out && isClosed(out, to)) {
        told.remove(out.id());
        sealedOutputs.remove(out.id());
        settled.accept(change(out, false));
      } else {
        keepSealed(out);
      }
    }
  }

  private void settleOpen(Instant to, Consumer<Change<Object>> settled) {
    List<Out<Object>> done = new ArrayList<>();
    for (Out<Object> out : sealedOutputs.values()) {
      Told known = told.get(out.id());
      if (known == null || (known.out == out && isClosed(out, to))) {
        done.add(out);
      }
    }
    done.sort(Comparator.comparing((Out<Object> out) -> out.time()).thenComparing(Out::id));
    for (Out<Object> out : done) {
      sealedOutputs.remove(out.id());
      if (told.remove(out.id()) != null) {
        settled.accept(change(out, false));
      }
    }
  }

  private static boolean isClosed(Out<Object> out, Instant to) {
    return out.closes().isBefore(to) && out.time().isBefore(to);
  }

  /** What must be kept to go on after a restart: everything else is folded again. */
  public record Kept(
      String key, @Nullable Object sealed, List<Out<Object>> sealedOutputs, List<Entry> live) {}

  /** What {@link #restore} needs. Call it when everything applied has been folded. */
  public Kept keep() {
    return new Kept(key, sealed, List.copyOf(sealedOutputs.values()), List.copyOf(live));
  }

  /**
   * Takes up what {@link #keep} gave, and tells nobody: downstream logs come from the same
   * snapshot.
   */
  public void restore(Kept kept) {
    sealed = kept.sealed();
    for (Out<Object> out : kept.sealedOutputs()) {
      keepSealed(out);
      toldOf(out.id()).out = out;
    }
    live.addAll(kept.live());
    Object memory = sealedMemory();
    for (int i = 0; i < live.size(); i++) {
      memory = foldAt(i, memory);
      for (Out<Object> out : live.get(i).outputs) {
        toldOf(out.id()).out = out;
      }
    }
  }

  /** {@link Stage#openFor} in whole minutes, the grain of sealing. */
  public static Duration openMinutes(Stage<?, ?, ?> stage) {
    return Duration.ofMinutes(stage.openFor().plusMinutes(1).minusNanos(1).toMinutes());
  }
}
