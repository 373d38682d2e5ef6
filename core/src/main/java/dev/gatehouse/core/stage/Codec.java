package dev.gatehouse.core.stage;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads values of one type as bytes: records of scalars, enums, {@link Instant}, {@link
 * Duration}, {@code byte[]}, {@code int[]}, nested records, sealed interfaces of records, and
 * lists, sets and maps of these; any of them may be null. This is the set of types that a {@link
 * Stage} uses.
 *
 * <p>The layout follows from the type alone; {@link #schema} spells it out, so that bytes of
 * another layout are recognised.
 */
public final class Codec {
  /** How one kind of type goes to bytes and back. Null has been dealt with before. */
  private interface Form {
    void write(DataOutput out, Object value) throws IOException;

    Object read(DataInput in) throws IOException;
  }

  /** Taking a type apart is slow, and a job asks for the same few hundreds of times. */
  private static final Map<Type, Codec> MADE = new ConcurrentHashMap<>();

  private final Form form;
  private final String schema;

  private Codec(Form form, String schema) {
    this.form = form;
    this.schema = schema;
  }

  /** The layout in words, for instance {@code Visit(String,Instant,List<String>)}. */
  public String schema() {
    return schema;
  }

  /** Writes {@code value}, which may be null. */
  public void write(DataOutput out, @Nullable Object value) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      form.write(out, value);
    }
  }

  /** Reads what {@link #write} wrote. */
  public @Nullable Object read(DataInput in) throws IOException {
    return in.readBoolean() ? form.read(in) : null;
  }

  /**
   * The codec of {@code type}.
   *
   * @throws IllegalArgumentException if the type is not one that stages may use
   */
  public static Codec of(Type type) {
    Codec made = MADE.get(type);
    if (made == null) { // not computeIfAbsent: a type's parts are asked for meanwhile
      made = make(type);
      MADE.put(type, made);
    }
    return made;
  }

  private static Codec make(Type type) {
    if (type instanceof ParameterizedType generic) {
      return ofGeneric(generic);
    }
    if (!(type instanceof Class<?> raw)) {
      throw unusable(type);
    }
    if (raw == String.class) {
      return new Codec(form(Codec::writeText, Codec::readText), "String");
    }
    if (raw == Instant.class) {
      return new Codec(form(Codec::writeInstant, Codec::readInstant), "Instant");
    }
    if (raw == int.class || raw == Integer.class) {
      return new Codec(
          form((out, value) -> out.writeInt((Integer) value), DataInput::readInt), "int");
    }
    if (raw == long.class || raw == Long.class) {
      return new Codec(
          form((out, value) -> out.writeLong((Long) value), DataInput::readLong), "long");
    }
    if (raw == double.class || raw == Double.class) {
      return new Codec(
          form((out, value) -> out.writeDouble((Double) value), DataInput::readDouble), "double");
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return new Codec(
          form((out, value) -> out.writeBoolean((Boolean) value), DataInput::readBoolean),
          "boolean");
    }
    if (raw == Duration.class) {
      return new Codec(form(Codec::writeDuration, Codec::readDuration), "Duration");
    }
    if (raw == byte[].class) {
      return new Codec(
          form((out, value) -> writeBytes(out, (byte[]) value), Codec::readBytes), "bytes");
    }
    if (raw == int[].class) {
      return new Codec(
          form((out, value) -> writeInts(out, (int[]) value), Codec::readInts), "ints");
    }
    if (raw.isEnum()) {
      return ofEnum(raw);
    }
    if (raw.isRecord()) {
      return ofRecord(raw, Map.of());
    }
    if (raw.isSealed() && raw.isInterface()) {
      return ofSealed(raw);
    }
    throw unusable(type);
  }

  private static IllegalArgumentException unusable(Type type) {
    return new IllegalArgumentException(
        "Stages do not use `"
            + type.getTypeName()
            + "`: take records, sealed interfaces of records, scalars, lists, sets and maps.");
  }

  private static Codec ofGeneric(ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] arguments = type.getActualTypeArguments();
    if (raw == List.class) {
      Codec of = of(arguments[0]);
      return new Codec(
          form(
              (out, value) -> writeAll(out, (Collection<?>) value, of),
              in -> List.copyOf(readAll(in, of, new ArrayList<>()))),
          "List<" + of.schema + ">");
    }
    if (raw == java.util.Set.class) {
      Codec of = of(arguments[0]);
      return new Codec(
          form(
              (out, value) -> writeAll(out, (Collection<?>) value, of),
              in ->
                  Collections.unmodifiableSet(
                      (LinkedHashSet<Object>) readAll(in, of, new LinkedHashSet<>()))),
          "Set<" + of.schema + ">");
    }
    if (raw == Map.class) {
      return ofMap(of(arguments[0]), of(arguments[1]));
    }
    if (raw.isRecord()) {
      Map<TypeVariable<?>, Type> bound = new HashMap<>();
      for (int i = 0; i < arguments.length; i++) {
        bound.put(raw.getTypeParameters()[i], arguments[i]);
      }
      return ofRecord(raw, bound);
    }
    throw unusable(type);
  }

  private static Codec ofMap(Codec keys, Codec values) {
    Form form =
        form(
            (out, value) -> {
              Map<?, ?> map = (Map<?, ?>) value;
              out.writeInt(map.size());
              for (Map.Entry<?, ?> entry : map.entrySet()) {
                keys.form.write(out, entry.getKey());
                values.form.write(out, entry.getValue());
              }
            },
            in -> {
              Map<Object, Object> map = new LinkedHashMap<>();
              for (int left = in.readInt(); left > 0; left--) {
                map.put(keys.form.read(in), values.form.read(in));
              }
              return Collections.unmodifiableMap(map);
            });
    return new Codec(form, "Map<" + keys.schema + "," + values.schema + ">");
  }

  private static Codec ofEnum(Class<?> type) {
    Map<String, Object> byName = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      byName.put(((Enum<?>) constant).name(), constant);
    }
    Form form =
        form(
            (out, value) -> out.writeUTF(((Enum<?>) value).name()),
            in -> {
              Object constant = byName.get(in.readUTF());
              if (constant == null) {
                throw new IOException("An unknown word of " + type.getSimpleName() + ".");
              }
              return constant;
            });
    return new Codec(form, type.getSimpleName() + byName.keySet());
  }

  /** The name of the case, then the case. */
  private static Codec ofSealed(Class<?> type) {
    Map<String, Codec> cases = new LinkedHashMap<>();
    StringJoiner schema = new StringJoiner("|", type.getSimpleName() + "{", "}");
    for (Class<?> one : type.getPermittedSubclasses()) {
      if (!one.isRecord()) {
        throw unusable(type);
      }
      Codec codec = of(one);
      cases.put(one.getSimpleName(), codec);
      schema.add(codec.schema);
    }
    Form form =
        form(
            (out, value) -> {
              String name = value.getClass().getSimpleName();
              out.writeUTF(name);
              Objects.requireNonNull(cases.get(name)).form.write(out, value);
            },
            in -> {
              Codec one = cases.get(in.readUTF());
              if (one == null) {
                throw new IOException("An unknown case of " + type.getSimpleName() + ".");
              }
              return one.form.read(in);
            });
    return new Codec(form, schema.toString());
  }

  private static Codec ofRecord(Class<?> type, Map<TypeVariable<?>, Type> bound) {
    RecordComponent[] components = type.getRecordComponents();
    Codec[] parts = new Codec[components.length];
    Method[] accessors = new Method[components.length];
    Class<?>[] types = new Class<?>[components.length];
    StringJoiner schema = new StringJoiner(",", type.getSimpleName() + "(", ")");
    for (int i = 0; i < components.length; i++) {
      parts[i] = of(GenericType.bind(components[i].getGenericType(), bound));
      accessors[i] = components[i].getAccessor();
      accessors[i].setAccessible(true);
      types[i] = components[i].getType();
      schema.add(components[i].getName() + ":" + parts[i].schema);
    }
    Constructor<?> constructor;
    try {
      constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
    Form form =
        form(
            (out, value) -> {
              for (int i = 0; i < parts.length; i++) {
                parts[i].write(out, reflect(accessors[i], value));
              }
            },
            in -> {
              @Nullable Object[] values = new Object[parts.length];
              for (int i = 0; i < parts.length; i++) {
                values[i] = parts[i].read(in);
              }
              return construct(constructor, values);
            });
    return new Codec(form, schema.toString());
  }

  private static @Nullable Object reflect(Method accessor, Object value) {
    try {
      return accessor.invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object construct(Constructor<?> constructor, @Nullable Object[] values)
      throws IOException {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IOException(
          "The bytes hold no valid " + constructor.getDeclaringClass().getSimpleName() + ".",
          e.getCause());
    } catch (InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void writeAll(DataOutput out, Collection<?> values, Codec of) throws IOException {
    out.writeInt(values.size());
    for (Object value : values) {
      of.form.write(out, value);
    }
  }

  private static Collection<Object> readAll(DataInput in, Codec of, Collection<Object> into)
      throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      into.add(of.form.read(in));
    }
    return into;
  }

  private static void writeText(DataOutput out, Object value) throws IOException {
    writeBytes(out, ((String) value).getBytes(StandardCharsets.UTF_8));
  }

  private static Object readText(DataInput in) throws IOException {
    return new String((byte[]) readBytes(in), StandardCharsets.UTF_8);
  }

  private static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static Object readBytes(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      throw new IOException("A negative length.");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private static void writeInts(DataOutput out, int[] ints) throws IOException {
    out.writeInt(ints.length);
    for (int one : ints) {
      out.writeInt(one);
    }
  }

  private static Object readInts(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      throw new IOException("A negative length.");
    }
    int[] ints = new int[length];
    for (int i = 0; i < length; i++) {
      ints[i] = in.readInt();
    }
    return ints;
  }

  private static void writeInstant(DataOutput out, Object value) throws IOException {
    Instant instant = (Instant) value;
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  private static Object readInstant(DataInput in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private static void writeDuration(DataOutput out, Object value) throws IOException {
    Duration duration = (Duration) value;
    out.writeLong(duration.getSeconds());
    out.writeInt(duration.getNano());
  }

  private static Object readDuration(DataInput in) throws IOException {
    return Duration.ofSeconds(in.readLong(), in.readInt());
  }

  private interface Writer {
    void write(DataOutput out, Object value) throws IOException;
  }

  private interface Reader {
    Object read(DataInput in) throws IOException;
  }

  private static Form form(Writer writer, Reader reader) {
    return new Form() {
      @Override
      public void write(DataOutput out, Object value) throws IOException {
        writer.write(out, value);
      }

      @Override
      public Object read(DataInput in) throws IOException {
        return reader.read(in);
      }
    };
  }
}
