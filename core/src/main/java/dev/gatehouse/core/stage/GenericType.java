package dev.gatehouse.core.stage;

import java.io.Serializable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A generic type with its arguments filled in, such as {@code Change<Visit>}. Unlike the JDK's own
 * it can be made by hand and serialized.
 */
public record GenericType(Class<?> raw, List<Type> arguments)
    implements ParameterizedType, Serializable {

  /** {@code raw} with {@code arguments}, each in a form that can be serialized. */
  public static GenericType of(Class<?> raw, Type... arguments) {
    return new GenericType(
        raw, Arrays.stream(arguments).map(type -> bind(type, Map.of())).toList());
  }

  /** {@code type} with its type variables replaced by what they are bound to. */
  static Type bind(Type type, Map<TypeVariable<?>, Type> bound) {
    if (type instanceof TypeVariable<?> variable) {
      return bound.getOrDefault(variable, type);
    }
    if (type instanceof ParameterizedType generic) {
      return new GenericType(
          (Class<?>) generic.getRawType(),
          Arrays.stream(generic.getActualTypeArguments()).map(part -> bind(part, bound)).toList());
    }
    return type;
  }

  @Override
  public Type[] getActualTypeArguments() {
    return arguments.toArray(new Type[0]);
  }

  @Override
  public Type getRawType() {
    return raw;
  }

  @Override
  public @Nullable Type getOwnerType() {
    return raw.getDeclaringClass();
  }
}
