package dev.gatehouse.trail;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** A JSON object under construction; {@link JsonOut#object} makes one, keys stay in order. */
public final class JsonObject extends LinkedHashMap<String, @Nullable Object> {
  private static final long serialVersionUID = 1;

  /** Adds a member, or replaces its value. */
  public JsonObject and(String key, @Nullable Object value) {
    put(key, value);
    return this;
  }

  /** Adds a member unless its value is null. */
  public JsonObject andIfKnown(String key, @Nullable Object value) {
    return value == null ? this : and(key, value);
  }
}
