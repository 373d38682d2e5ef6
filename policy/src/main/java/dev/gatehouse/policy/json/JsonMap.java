package dev.gatehouse.policy.json;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** A JSON object under construction; {@link JsonWriter#object} makes one, names stay in order. */
public final class JsonMap extends LinkedHashMap<String, @Nullable Object> {
  /** Adds a member, or replaces its value. */
  public JsonMap and(String name, @Nullable Object value) {
    put(name, value);
    return this;
  }

  /** Adds a member unless its value is null. */
  public JsonMap andIfKnown(String name, @Nullable Object value) {
    return value == null ? this : and(name, value);
  }
}
