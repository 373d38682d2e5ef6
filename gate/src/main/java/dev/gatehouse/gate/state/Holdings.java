package dev.gatehouse.gate.state;

import dev.gatehouse.gate.model.Structure;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one account holds, or (under the owner {@link State#ORGANIZATION}) the organization. Read
 * and changed under the lock of {@link State}.
 */
public final class Holdings {
  private final String owner;
  private final State state;
  private final Map<Kind, NavigableMap<String, Structure>> tables = new EnumMap<>(Kind.class);

  Holdings(String owner, State state) {
    this.owner = owner;
    this.state = state;
  }

  /** The account's id. */
  public String owner() {
    return owner;
  }

  public @Nullable Structure get(Kind kind, String key) {
    return table(kind).get(folded(kind, key));
  }

  /** All items of a kind, sorted by key. */
  public Collection<Structure> all(Kind kind) {
    return table(kind).values();
  }

  public int count(Kind kind) {
    return table(kind).size();
  }

  /** Adds an item or replaces the one of its key. */
  public void put(Kind kind, Structure item) {
    state.change(this, kind, item.need(kind.key()), item);
  }

  public void remove(Kind kind, String key) {
    state.change(this, kind, key, null);
  }

  /** Puts in memory only; returns what was there. */
  @Nullable Structure set(Kind kind, String key, @Nullable Structure item) {
    String folded = folded(kind, key);
    return item == null ? table(kind).remove(folded) : table(kind).put(folded, item);
  }

  private NavigableMap<String, Structure> table(Kind kind) {
    return tables.computeIfAbsent(kind, unused -> new TreeMap<>());
  }

  private static String folded(Kind kind, String key) {
    return kind.ignoresCase() ? key.toLowerCase(Locale.ROOT) : key;
  }
}
