package dev.gatehouse.policy.context;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of one request: each is absent, has one value, has several, or is unknown.
 *
 * <p>A key is <em>unknown</em> when the request had or lacked it and nobody can tell, as with
 * CloudTrail, which does not record most keys. Unknown is not absent: it makes an answer {@link
 * Truth#UNKNOWN} where it matters. Immutable and safe to share between threads.
 */
public final class Context {
  /** The state of a key of which nobody knows the value. */
  public static final Object UNKNOWN = Unknown.UNKNOWN;

  private enum Unknown {
    UNKNOWN;

    @Override
    public String toString() {
      return "unknown";
    }
  }

  private static final Context EMPTY = new Builder().build();

  private final @Nullable String[] names;
  private final @Nullable Object[] values;
  private final List<String> unknownFamilies;
  private final List<String> absentFamilies;
  private final boolean open;

  private Context(Builder builder) {
    int capacity = capacity(builder.names.size());
    names = new String[capacity];
    values = new Object[capacity];
    for (int i = 0; i < builder.names.size(); i++) {
      put(builder.names.get(i), builder.values.get(i));
    }
    unknownFamilies = builder.families == null ? List.of() : List.copyOf(builder.families);
    absentFamilies = List.copyOf(builder.absentFamilies);
    open = builder.open;
  }

  private Context(Map<String, ?> entries) {
    int capacity = capacity(entries.size());
    names = new String[capacity];
    values = new Object[capacity];
    for (Map.Entry<String, ?> entry : entries.entrySet()) {
      Object value = entry.getValue();
      if (value instanceof List<?> list) {
        put(entry.getKey(), list.stream().map(String::valueOf).toArray(String[]::new));
      } else {
        put(entry.getKey(), value instanceof String text ? text : String.valueOf(value));
      }
    }
    unknownFamilies = List.of();
    absentFamilies = List.of();
    open = false;
  }

  private static int capacity(int size) {
    return Integer.highestOneBit(Math.max(1, size) * 2) * 2;
  }

  private void put(String name, Object value) {
    int slot = slot(ContextKey.hash(name), name);
    names[slot] = name;
    values[slot] = value;
  }

  public static Context empty() {
    return EMPTY;
  }

  /** Takes a {@code String} as one value and a {@code List} of strings as several. */
  public static Context of(Map<String, ?> entries) {
    if (entries.isEmpty()) {
      return EMPTY;
    }
    return new Context(entries);
  }

  /**
   * The state of a key: null when absent, a {@code String} for one value, a {@code String[]} for
   * several (which the caller must not change), {@link #UNKNOWN}.
   */
  public @Nullable Object state(ContextKey key) {
    int slot = slot(key.hashCode(), key.name());
    Object value = values[slot];
    if (value != null || (unknownFamilies.isEmpty() && !open)) {
      return value;
    }
    if (isIn(absentFamilies, key.name())) {
      return null;
    }
    return open || isIn(unknownFamilies, key.name()) ? UNKNOWN : null;
  }

  /** The single value of a key, or null when it is absent, unknown or has several. */
  public @Nullable String value(String name) {
    return value(ContextKey.of(name));
  }

  /** The single value of a key; null when it is absent, has several, or is not known. */
  public @Nullable String value(ContextKey key) {
    return state(key) instanceof String text ? text : null;
  }

  /** Whether a state is {@link #UNKNOWN}, rather than a value or absence. */
  public static boolean isUnknown(@Nullable Object state) {
    return state instanceof Unknown;
  }

  public boolean isUnknown(String name) {
    return isUnknown(state(ContextKey.of(name)));
  }

  /** Whether the key is here, with a value or as unknown. */
  public boolean has(String name) {
    return state(ContextKey.of(name)) != null;
  }

  /** Whether the key is here with a value; false when it is only marked as unknown. */
  public boolean hasValue(ContextKey key) {
    return isValue(state(key));
  }

  private static boolean isValue(@Nullable Object state) {
    boolean none = state == null || (state instanceof String[] several && several.length == 0);
    return !none && !isUnknown(state);
  }

  /** Whether some key of the family, such as {@code aws:RequestTag/}, has a value. */
  public boolean hasAny(String prefix) {
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      if (name != null
          && isValue(values[i])
          && name.regionMatches(true, 0, prefix, 0, prefix.length())) {
        return true;
      }
    }
    return false;
  }

  /** Keys and values sorted by key: {@code String}, {@code List<String>} or {@link #UNKNOWN}. */
  public Map<String, Object> entries() {
    Map<String, Object> sorted = new TreeMap<>();
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      Object value = values[i];
      if (name != null && value != null) {
        sorted.put(name, value instanceof String[] several ? List.of(several) : value);
      }
    }
    for (String family : unknownFamilies) {
      sorted.put(family + "*", UNKNOWN);
    }
    return sorted;
  }

  /** A builder that starts with these keys. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      Object value = values[i];
      if (name != null && value != null) {
        builder.add(name, value);
      }
    }
    unknownFamilies.forEach(family -> builder.unknown(family + "*"));
    absentFamilies.forEach(family -> builder.absent(family + "*"));
    if (open) {
      builder.everythingElseUnknown();
    }
    return builder;
  }

  private int slot(int hash, String name) {
    int mask = names.length - 1;
    int slot = hash & mask;
    while (true) {
      String there = names[slot];
      if (there == null || there.equals(name) || there.equalsIgnoreCase(name)) {
        return slot;
      }
      slot = slot + 1 & mask;
    }
  }

  private static boolean isIn(List<String> families, String name) {
    for (String family : families) {
      if (name.regionMatches(true, 0, family, 0, family.length())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Context context
        && open == context.open
        && absentFamilies.equals(context.absentFamilies)
        && lower(entries()).equals(lower(context.entries()));
  }

  @Override
  public int hashCode() {
    return lower(entries()).keySet().hashCode();
  }

  @Override
  public String toString() {
    return entries().toString();
  }

  private static Map<String, Object> lower(Map<String, Object> entries) {
    Map<String, Object> lower = new TreeMap<>();
    entries.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return lower;
  }

  /** Collects keys; a key put twice keeps its last value. */
  public static final class Builder {
    private final List<String> names = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private @Nullable List<String> families;
    private final List<String> absentFamilies = new ArrayList<>();
    private boolean open;

    public Builder put(String name, String value) {
      return add(name, value);
    }

    /** Puts a key with several values; an empty list is the same as an absent key. */
    public Builder putAll(String name, List<String> several) {
      return add(name, several.toArray(String[]::new));
    }

    /**
     * Marks a key as unknown, or with {@code *} at the end a whole family, as {@code
     * aws:PrincipalTag/*}.
     */
    public Builder unknown(String name) {
      if (name.endsWith("*")) {
        if (families == null) {
          families = new ArrayList<>();
        }
        families.add(name.substring(0, name.length() - 1));
        return this;
      }
      return add(name, UNKNOWN);
    }

    /**
     * Says that a key is not there, or with {@code *} at the end a whole family but for the keys
     * put here; for contexts in which everything else is unknown.
     */
    public Builder absent(String name) {
      if (name.endsWith("*")) {
        absentFamilies.add(name.substring(0, name.length() - 1));
        return this;
      }
      return add(name, new String[0]);
    }

    /** Makes every key that is not put here unknown instead of absent. */
    public Builder everythingElseUnknown() {
      open = true;
      return this;
    }

    public Context build() {
      return new Context(this);
    }

    private Builder add(String name, Object value) {
      names.add(name);
      values.add(
          value instanceof String[] several ? Arrays.copyOf(several, several.length) : value);
      return this;
    }
  }
}
