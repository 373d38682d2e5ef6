package dev.gatehouse.core.rules.kit;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of a detection with values of a configuration put over its defaults. */
final class Overrides {
  private Overrides() {}

  /**
   * The defaults with {@code values} over them.
   *
   * @param id of the detection, for messages
   * @param values by the names of the record's components
   * @throws IllegalArgumentException with one sentence for an unknown name, a value of another
   *     kind, or one out of range
   */
  static <S extends Record> S over(String id, S defaults, Map<String, Object> values) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (String name : values.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "`"
                + id
                + "` has no setting `"
                + name
                + "`; it has `"
                + String.join("`, `", names)
                + "`.");
      }
    }
    Object[] all = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      types[i] = components[i].getType();
      all[i] =
          values.containsKey(name)
              ? value(id, name, types[i], values.get(name))
              : get(components[i], defaults);
    }
    try {
      @SuppressWarnings("unchecked")
      Constructor<S> constructor =
          (Constructor<S>) defaults.getClass().getDeclaredConstructor(types);
      return constructor.newInstance(all);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException outOfRange) {
        throw new IllegalArgumentException("`" + id + "`: " + outOfRange.getMessage(), outOfRange);
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object get(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object value(String id, String name, Class<?> type, @Nullable Object value) {
    boolean whole = value instanceof Integer || value instanceof Long || value instanceof Short;
    if (type == int.class && whole && value instanceof Number number && isInt(number)) {
      return number.intValue();
    }
    if (type == long.class && whole && value instanceof Number number) {
      return number.longValue();
    }
    if (type == double.class && value instanceof Number number) {
      return number.doubleValue();
    }
    if (type == boolean.class && value instanceof Boolean) {
      return value;
    }
    if (type == List.class && value instanceof List<?> list) {
      List<String> texts = new ArrayList<>();
      for (Object entry : list) {
        texts.add(String.valueOf(entry));
      }
      return texts;
    }
    throw new IllegalArgumentException(
        "`" + id + "`: `" + name + "` must be " + kind(type) + ", not `" + value + "`.");
  }

  private static boolean isInt(Number value) {
    return value.longValue() == value.intValue();
  }

  private static String kind(Class<?> type) {
    return type == boolean.class
        ? "true or false"
        : type == List.class ? "a list" : type == double.class ? "a number" : "a whole number";
  }
}
