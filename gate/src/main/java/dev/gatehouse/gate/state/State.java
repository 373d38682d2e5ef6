package dev.gatehouse.gate.state;

import dev.gatehouse.gate.model.Structure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything the gate holds: many readers or one writer at a time.
 *
 * <p>INVARIANT: what a writer changed is in the journal, or taken back, before anybody else sees
 * it.
 */
public final class State {
  /** Under whose name the organization is held. */
  public static final String ORGANIZATION = "organization";

  /** Under whose name the gate's own things are held. */
  private static final String GATE = "gate";

  /** The setting that every account has; without it what is held is no account. */
  private static final String ACCOUNT = "account";

  /** One changed item; a null item was removed. */
  record Change(String owner, Kind kind, String key, @Nullable Structure item) {}

  private record Undo(Holdings holdings, Kind kind, String key, @Nullable Structure before) {}

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<String, Holdings> owners = new TreeMap<>();
  private final PolicyUse use = new PolicyUse();
  private final LastUse lastUse = new LastUse();
  private final List<Change> pending = new ArrayList<>();
  private final List<Undo> undo = new ArrayList<>();
  private final Journal journal;

  private State(Journal journal) {
    this.journal = journal;
  }

  /** Reads what the journal holds, and keeps every change in it. */
  public static State open(Journal journal) {
    State state = new State(journal);
    journal.replay(state::apply);
    state.gate().all(Kind.LAST_USE).forEach(state.lastUse::take);
    return state;
  }

  /** Holds an account from now on. */
  public void addAccount(String id) {
    owners
        .computeIfAbsent(id, owner -> new Holdings(owner, this))
        .put(Kind.SETTING, Structure.of(Kind.SETTING.key(), ACCOUNT));
  }

  /** What an account holds; null for one that is not here. */
  public @Nullable Holdings account(String id) {
    Holdings holdings = owners.get(id);
    return holdings == null || holdings.get(Kind.SETTING, ACCOUNT) == null ? null : holdings;
  }

  public Holdings organization() {
    return owners.computeIfAbsent(ORGANIZATION, owner -> new Holdings(owner, this));
  }

  /** What belongs to no account: the gate's own. */
  public Holdings gate() {
    return owners.computeIfAbsent(GATE, owner -> new Holdings(owner, this));
  }

  /** The accounts, by id. */
  public Collection<Holdings> accounts() {
    return owners.values().stream()
        .filter(each -> each.get(Kind.SETTING, ACCOUNT) != null)
        .toList();
  }

  /** Who uses which managed policy. */
  public PolicyUse use() {
    return use;
  }

  /** When keys and roles were used last. */
  public LastUse lastUse() {
    return lastUse;
  }

  /** Runs what only reads. */
  public <T> T read(Supplier<T> reader) {
    lock.readLock().lock();
    try {
      return reader.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Runs what may change: all of its changes are kept, or, if it throws, none. */
  public <T> T write(Supplier<T> writer) {
    lock.writeLock().lock();
    try {
      T result = writer.get();
      if (!pending.isEmpty()) {
        journal.append(pending);
        undo.clear();
      }
      journal.compactIfWorthIt(this::everything);
      return result;
    } finally {
      takeBack();
      pending.clear();
      lock.writeLock().unlock();
    }
  }

  /** Keeps when keys and roles were used last. */
  public void keepLastUse() {
    List<Structure> noted = lastUse.fresh();
    if (!noted.isEmpty()) {
      write(
          () -> {
            noted.forEach(each -> gate().put(Kind.LAST_USE, each));
            return true;
          });
    }
  }

  /** Forgets everything but the key of the digests. */
  public void clear() {
    write(
        () -> {
          owners.keySet().removeIf(owner -> !owner.equals(GATE));
          for (Structure each : List.copyOf(gate().all(Kind.LAST_USE))) {
            gate().set(Kind.LAST_USE, each.need("Id"), null);
          }
          use.clear();
          lastUse.clear();
          journal.replace(everything());
          return true;
        });
  }

  void change(Holdings holdings, Kind kind, String key, @Nullable Structure item) {
    if (!lock.isWriteLockedByCurrentThread()) {
      throw new IllegalStateException("A reader tried to change `" + kind + "`.");
    }
    Structure before = holdings.set(kind, key, item);
    use.changed(holdings.owner(), kind, before, item);
    undo.add(new Undo(holdings, kind, key, before));
    pending.add(new Change(holdings.owner(), kind, key, item));
  }

  private void takeBack() {
    for (int i = undo.size() - 1; i >= 0; i--) {
      Undo each = undo.get(i);
      Structure undone = each.holdings().set(each.kind(), each.key(), each.before());
      use.changed(
          each.holdings().owner(), each.kind(), /* before= */ undone, /* after= */ each.before());
    }
    undo.clear();
  }

  private void apply(Change change) {
    Holdings holdings = owners.computeIfAbsent(change.owner(), owner -> new Holdings(owner, this));
    Structure before = holdings.set(change.kind(), change.key(), change.item());
    use.changed(change.owner(), change.kind(), before, change.item());
  }

  private List<Change> everything() {
    List<Change> all = new ArrayList<>();
    for (Holdings holdings : owners.values()) {
      for (Kind kind : Kind.values()) {
        for (Structure item : holdings.all(kind)) {
          all.add(new Change(holdings.owner(), kind, item.need(kind.key()), item));
        }
      }
    }
    return all;
  }
}
