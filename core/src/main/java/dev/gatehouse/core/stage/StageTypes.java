package dev.gatehouse.core.stage;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types a stage was written with: what {@code I}, {@code M} and {@code O} stand for in its
 * class.
 *
 * @param input type of its inputs
 * @param memory type of its memory
 * @param output type of its outputs' values
 */
public record StageTypes(Type input, Type memory, Type output) {
  /**
   * Reads them off the class of {@code stage}.
   *
   * @throws IllegalArgumentException for a stage whose class leaves them open, such as a generic
   *     one or a lambda
   */
  public static StageTypes of(Stage<?, ?, ?> stage) {
    if (stage instanceof StageWrapper wrapper) {
      return wrapper.types(of(wrapper.wrapped()));
    }
    Type[] found = find(stage.getClass(), Map.of());
    if (found == null) {
      throw new IllegalArgumentException(
          "`" + stage.getClass().getName() + "` does not say which types it uses.");
    }
    return new StageTypes(found[0], found[1], found[2]);
  }

  private static Type @Nullable [] find(Type type, Map<TypeVariable<?>, Type> bound) {
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      Map<TypeVariable<?>, Type> inner = new HashMap<>();
      Type[] arguments = generic.getActualTypeArguments();
      for (int i = 0; i < arguments.length; i++) {
        inner.put(raw.getTypeParameters()[i], bound.getOrDefault(arguments[i], arguments[i]));
      }
      return raw == Stage.class ? resolved(raw, inner) : parents(raw, inner);
    }
    return type instanceof Class<?> raw ? parents(raw, bound) : null;
  }

  private static Type @Nullable [] resolved(Class<?> stage, Map<TypeVariable<?>, Type> bound) {
    Type[] types = new Type[3];
    for (int i = 0; i < 3; i++) {
      types[i] = bound.get(stage.getTypeParameters()[i]);
      if (types[i] instanceof TypeVariable<?>) {
        return null;
      }
    }
    return types;
  }

  private static Type @Nullable [] parents(Class<?> type, Map<TypeVariable<?>, Type> bound) {
    for (Type parent : type.getGenericInterfaces()) {
      Type[] found = find(parent, bound);
      if (found != null) {
        return found;
      }
    }
    Type parent = type.getGenericSuperclass();
    return parent == null ? null : find(parent, bound);
  }
}
