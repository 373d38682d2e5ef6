package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Codec;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Type;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Brings values of one type to bytes and back through {@link Codec}. Values are immutable. */
final class CodecSerializer<T> extends TypeSerializer<T> {
  private final Serializable type;
  private transient @Nullable Codec codec;

  /**
   * @param type a class or a {@link dev.gatehouse.core.stage.GenericType}
   */
  CodecSerializer(Type type) {
    this.type = (Serializable) type;
  }

  Type type() {
    return (Type) type;
  }

  Codec codec() {
    Codec made = codec;
    if (made == null) {
      made = Codec.of(type());
      codec = made;
    }
    return made;
  }

  @Override
  public void serialize(T value, DataOutputView to) throws IOException {
    codec().write(to, value);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // null comes back only where null was written
  public T deserialize(DataInputView from) throws IOException {
    return (T) codec().read(from);
  }

  @Override
  public T deserialize(T reuse, DataInputView from) throws IOException {
    return deserialize(from);
  }

  @Override
  public void copy(DataInputView from, DataOutputView to) throws IOException {
    serialize(deserialize(from), to);
  }

  @Override
  public T copy(T value) {
    return value;
  }

  @Override
  public T copy(T value, T reuse) {
    return value;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  @Override
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // Flink's word for "none"
  public T createInstance() {
    return null;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CodecSerializer<?> serializer && serializer.type.equals(type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new CodecSerializerSnapshot<>(this);
  }
}
