package dev.gatehouse.core.baseline;

import dev.gatehouse.core.baseline.hour.HourValue;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that an object and all below it take on the heap of a 64-bit JVM with compressed references
 * (headers of 12 bytes, references of 4, sizes in steps of 8). Texts, enums and values are left
 * out: all memories share one of each.
 */
final class HeapSize {
  private static final int HEADER = 12;
  private static final int ARRAY_HEADER = 16;
  private static final int REFERENCE = 4;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private long bytes;

  static long of(Object root) {
    HeapSize size = new HeapSize();
    size.add(root);
    return size.bytes;
  }

  private void add(@Nullable Object object) {
    boolean isShared =
        object instanceof String || object instanceof Enum || object instanceof HourValue;
    if (object == null || isShared || !seen.add(object)) {
      return;
    }
    Class<?> type = object.getClass();
    if (!type.isArray()) {
      long own = rounded(HEADER + fields(object, type));
      bytes += own;
      return;
    }
    int length = Array.getLength(object);
    bytes += rounded(ARRAY_HEADER + (long) length * width(type.getComponentType()));
    for (int i = 0; i < length && !type.getComponentType().isPrimitive(); i++) {
      add(Array.get(object, i));
    }
  }

  private long fields(Object object, Class<?> type) {
    long size = 0;
    for (Class<?> each = type; each != Object.class; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          continue;
        }
        size += width(field.getType());
        if (!field.getType().isPrimitive()) {
          add(value(field, object));
        }
      }
    }
    return size;
  }

  private static @Nullable Object value(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int width(Class<?> type) {
    if (type == long.class || type == double.class) {
      return 8;
    }
    if (type == int.class || type == float.class) {
      return 4;
    }
    if (type == short.class || type == char.class) {
      return 2;
    }
    return type.isPrimitive() ? 1 : REFERENCE;
  }

  private static long rounded(long size) {
    return (size + 7) / 8 * 8;
  }
}
