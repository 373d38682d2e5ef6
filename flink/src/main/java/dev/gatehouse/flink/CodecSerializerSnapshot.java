package dev.gatehouse.flink;

import dev.gatehouse.core.stage.GenericType;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint says about its bytes: the type and the schema of its {@link
 * dev.gatehouse.core.stage.Codec}. State of another schema is refused, never misread.
 */
public final class CodecSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  private @Nullable Type type;
  private String schema = "";

  /** For Flink, which fills it by {@link #readSnapshot}. */
  public CodecSerializerSnapshot() {}

  CodecSerializerSnapshot(CodecSerializer<T> serializer) {
    type = serializer.type();
    schema = serializer.codec().schema();
  }

  @Override
  public int getCurrentVersion() {
    return 1;
  }

  @Override
  public void writeSnapshot(DataOutputView to) throws IOException {
    writeType(to, Objects.requireNonNull(type));
    // A schema may be longer than the 64 kB of writeUTF.
    byte[] bytes = schema.getBytes(StandardCharsets.UTF_8);
    to.writeInt(bytes.length);
    to.write(bytes);
  }

  @Override
  public void readSnapshot(int version, DataInputView from, ClassLoader classes)
      throws IOException {
    type = readType(from, classes);
    byte[] bytes = new byte[from.readInt()];
    from.readFully(bytes);
    schema = new String(bytes, StandardCharsets.UTF_8);
  }

  private static void writeType(DataOutputView to, Type type) throws IOException {
    Type[] arguments =
        type instanceof GenericType generic ? generic.getActualTypeArguments() : new Type[0];
    Class<?> raw = type instanceof GenericType generic ? generic.raw() : (Class<?>) type;
    to.writeUTF(raw.getName());
    to.writeInt(arguments.length);
    for (Type argument : arguments) {
      writeType(to, argument);
    }
  }

  private static Type readType(DataInputView from, ClassLoader classes) throws IOException {
    String name = from.readUTF();
    Type[] arguments = new Type[from.readInt()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = readType(from, classes);
    }
    try {
      Class<?> raw = Class.forName(name, false, classes);
      return arguments.length == 0 ? raw : GenericType.of(raw, arguments);
    } catch (ClassNotFoundException e) {
      throw new IOException(
          "The state holds `" + name + "`, which this version does not have; start without it.", e);
    }
  }

  /**
   * The serializer of this state.
   *
   * @throws IllegalStateException if the type has another schema by now
   */
  @Override
  public TypeSerializer<T> restoreSerializer() {
    CodecSerializer<T> serializer = new CodecSerializer<>(Objects.requireNonNull(type));
    if (!serializer.codec().schema().equals(schema)) {
      throw new IllegalStateException(
          "The state was written by another version: its schema is `"
              + schema
              + "` and not `"
              + serializer.codec().schema()
              + "`; start without it.");
    }
    return serializer;
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    return old instanceof CodecSerializerSnapshot<T> snapshot && snapshot.schema.equals(schema)
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
