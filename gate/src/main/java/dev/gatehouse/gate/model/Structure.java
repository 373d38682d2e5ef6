package dev.gatehouse.gate.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A value with named members, as AWS's models call it: a request, an answer, a role. Immutable.
 *
 * <p>Members keep their order and are {@code String}, {@code Integer}, {@code Long}, {@code
 * Boolean}, {@link java.time.Instant}, {@code byte[]}, {@code Structure}, or a {@code List} of one
 * of these. A member without a value is not there.
 */
public final class Structure {
  public static final Structure EMPTY = new Structure(new String[0], new Object[0]);

  private final String[] names;
  private final Object[] values;

  private Structure(String[] names, Object[] values) {
    this.names = names;
    this.values = values;
  }

  /** Names and values in turn; a null value leaves the member out. */
  public static Structure of(@Nullable Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("A name without a value.");
    }
    Builder builder = new Builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.put((String) Objects.requireNonNull(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return builder.build();
  }

  /** The value of a member, or null. */
  public @Nullable Object get(String name) {
    int place = place(name);
    return place < 0 ? null : values[place];
  }

  public boolean has(String name) {
    return place(name) >= 0;
  }

  /** The text of a member, or null. */
  public @Nullable String text(String name) {
    return (String) get(name);
  }

  public String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  /** The text of a member that is always there. */
  public String need(String name) {
    String text = text(name);
    if (text == null) {
      throw new IllegalStateException("There is no `" + name + "` here.");
    }
    return text;
  }

  public int number(String name, int otherwise) {
    return get(name) instanceof Number number ? number.intValue() : otherwise;
  }

  /** Whether a member is there and true. */
  public boolean flag(String name) {
    return Boolean.TRUE.equals(get(name));
  }

  /** The structure of a member, or an empty one. */
  public Structure structure(String name) {
    return get(name) instanceof Structure structure ? structure : EMPTY;
  }

  /** The texts of a list; empty when it is not there. */
  public List<String> texts(String name) {
    return list(name, String.class);
  }

  /** The structures of a list; empty when it is not there. */
  public List<Structure> structures(String name) {
    return list(name, Structure.class);
  }

  private <T> List<T> list(String name, Class<T> type) {
    return get(name) instanceof List<?> list ? list.stream().map(type::cast).toList() : List.of();
  }

  public Set<String> names() {
    return new LinkedHashSet<>(Arrays.asList(names));
  }

  public boolean isEmpty() {
    return names.length == 0;
  }

  public void forEach(BiConsumer<String, Object> action) {
    for (int i = 0; i < names.length; i++) {
      action.accept(names[i], values[i]);
    }
  }

  /** A copy with one member changed, added at the end, or (null) taken out. */
  public Structure with(String name, @Nullable Object value) {
    return new Builder().putAll(this).put(name, value).build();
  }

  /** A copy with the members of another, which win. */
  public Structure with(Structure other) {
    return new Builder().putAll(this).putAll(other).build();
  }

  /** A copy without some members. */
  public Structure without(String... gone) {
    Builder builder = new Builder().putAll(this);
    for (String name : gone) {
      builder.put(name, null);
    }
    return builder.build();
  }

  /** A copy with these members only, in this order. */
  public Structure only(String... kept) {
    Builder builder = new Builder();
    for (String name : kept) {
      builder.put(name, get(name));
    }
    return builder.build();
  }

  private int place(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Structure that
        && Arrays.equals(names, that.names)
        && Arrays.deepEquals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(names) * 31 + Arrays.deepHashCode(values);
  }

  /** Names only: values may be secret. */
  @Override
  public String toString() {
    return Arrays.toString(names);
  }

  /** Collects members. */
  public static final class Builder {
    private final List<String> names = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** Sets a member where it stands, or at the end; null takes it out. */
    public Builder put(String name, @Nullable Object value) {
      int place = names.indexOf(name);
      if (value == null) {
        if (place >= 0) {
          names.remove(place);
          values.remove(place);
        }
      } else if (place >= 0) {
        values.set(place, frozen(value));
      } else {
        names.add(name.intern());
        values.add(frozen(value));
      }
      return this;
    }

    public Builder putAll(Structure structure) {
      structure.forEach(this::put);
      return this;
    }

    private static Object frozen(Object value) {
      return value instanceof List<?> list ? List.copyOf(list) : value;
    }

    public Structure build() {
      return names.isEmpty()
          ? EMPTY
          : new Structure(names.toArray(String[]::new), values.toArray());
    }
  }
}
