package dev.gatehouse.flink;

import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.Codec;
import dev.gatehouse.core.stage.GenericType;
import dev.gatehouse.core.stage.StageTypes;
import java.io.Serializable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Flink's view of a type that stages use. Any type {@link Codec} knows goes, also those that Flink
 * on its own would leave to Kryo, such as generic records and maps of lists.
 */
public final class CodecTypeInfo<T> extends TypeInformation<T> {
  private final Serializable type;

  private CodecTypeInfo(Type type) {
    this.type = type instanceof Class<?> raw ? raw : serializable((ParameterizedType) type);
    Codec.of(type);
  }

  private static GenericType serializable(ParameterizedType type) {
    return GenericType.of((Class<?>) type.getRawType(), type.getActualTypeArguments());
  }

  /**
   * Type information of {@code type}.
   *
   * @throws IllegalArgumentException if the type is not one that stages may use
   */
  public static <T> CodecTypeInfo<T> forType(Type type) {
    return new CodecTypeInfo<>(type);
  }

  /** What carries inputs to a stage, and what {@link StagePipeline#stage} asks of a source. */
  public static <I, O> CodecTypeInfo<Change<I>> inputs(StageFactory<I, O> factory) {
    return change(StageTypes.of(factory.get()).input());
  }

  static <T> CodecTypeInfo<Change<T>> change(Type value) {
    return forType(GenericType.of(Change.class, value));
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer();
  }

  Type type() {
    return (Type) type;
  }

  CodecSerializer<T> serializer() {
    return new CodecSerializer<>(type());
  }

  @Override
  @SuppressWarnings("unchecked")
  public Class<T> getTypeClass() {
    return (Class<T>) (type instanceof GenericType generic ? generic.raw() : type);
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof CodecTypeInfo<?>;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodecTypeInfo<?> info && info.type.equals(type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return type().getTypeName();
  }
}
