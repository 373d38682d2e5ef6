package dev.gatehouse.estate.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads members of JSON objects; what is absent or of another type is null or empty. */
public final class Fields {
  private Fields() {}

  public static @Nullable String text(Map<?, ?> map, String name) {
    Object value = map.get(name);
    return value == null || value instanceof Map || value instanceof List || "".equals(value)
        ? null
        : value.toString();
  }

  /** The text of a member that must be there. */
  public static String need(Map<?, ?> map, String name) {
    String text = text(map, name);
    if (text == null) {
      throw new IllegalArgumentException("an entry has no `" + name + "`.");
    }
    return text;
  }

  static Map<?, ?> map(Map<?, ?> map, String name) {
    return map.get(name) instanceof Map<?, ?> inner ? inner : Map.of();
  }

  static boolean hasList(Map<?, ?> map, String name) {
    return map.get(name) instanceof List;
  }

  /** The objects of a list; other entries are left out. */
  public static List<Map<?, ?>> maps(Map<?, ?> map, String name) {
    return maps(map.get(name));
  }

  public static List<Map<?, ?>> maps(@Nullable Object list) {
    List<Map<?, ?>> maps = new ArrayList<>();
    if (list instanceof List<?> entries) {
      for (Object entry : entries) {
        if (entry instanceof Map<?, ?> each) {
          maps.add(each);
        }
      }
    }
    return maps;
  }

  /** The scalars of a list as text; a scalar alone is a list of one. */
  static List<String> texts(@Nullable Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(each -> texts.add(String.valueOf(each)));
    } else if (value != null && !(value instanceof Map)) {
      texts.add(value.toString());
    }
    return texts;
  }

  public static boolean isTrue(Map<?, ?> map, String name) {
    return Boolean.parseBoolean(text(map, name));
  }

  static @Nullable Integer number(Map<?, ?> map, String name) {
    return map.get(name) instanceof Number number ? (Integer) number.intValue() : null;
  }

  /** RFC 3339, or seconds since 1970 as the older command line of AWS writes them. */
  public static @Nullable Instant time(@Nullable Object value) {
    if (value instanceof Number seconds) {
      return Instant.ofEpochMilli(Math.round(seconds.doubleValue() * 1000));
    }
    if (value == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(value.toString()).toInstant();
    } catch (DateTimeException notATime) {
      return null;
    }
  }

  /** {@code [{Key, Value}]}, or an object of values. */
  static Map<String, String> tags(@Nullable Object value) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> tags.put(String.valueOf(key), each == null ? "" : each.toString()));
    }
    for (Map<?, ?> tag : maps(value)) {
      String key = text(tag, "Key");
      String text = text(tag, "Value");
      if (key != null) {
        tags.put(key, text == null ? "" : text);
      }
    }
    return tags;
  }
}
