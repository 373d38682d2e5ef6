package dev.gatehouse.policy.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON: what a {@link Body} writes with a generator, or a value as {@link Json} reads it.
 */
public final class JsonWriter {
  private JsonWriter() {}

  /** Something that writes one JSON value with a generator. */
  @FunctionalInterface
  public interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** One value on one line. */
  public static String line(Body body) {
    return text(body, JsonFormat.WRITING, false);
  }

  /** One value on one line. */
  public static String line(@Nullable Object value) {
    return line(json -> value(json, value));
  }

  /** One value over several lines, indented by two blanks. */
  public static String pretty(Body body) {
    return text(body, JsonFormat.WRITING, true);
  }

  /** One value over several lines, indented by two blanks. */
  public static String pretty(JsonValue value) {
    return pretty(json -> value(json, value));
  }

  /** One value on one line, with all letters outside of ASCII escaped: a terminal may get it. */
  public static String asciiLine(Body body) {
    return text(body, JsonFormat.WRITING_ASCII, false);
  }

  /** One value, indented, with all letters outside of ASCII escaped. */
  public static String asciiPretty(Body body) {
    return text(body, JsonFormat.WRITING_ASCII, true);
  }

  private static String text(Body body, JsonFactory factory, boolean pretty) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(text)) {
      if (pretty) {
        json.setPrettyPrinter(JsonFormat.indented());
      }
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes one value as UTF-8 on one line; the stream stays open. */
  public static void line(OutputStream out, Body body) throws IOException {
    try (JsonGenerator json = JsonFormat.WRITING.createGenerator(out)) {
      body.write(json);
    }
  }

  /** Writes one value as indented UTF-8; the stream stays open. */
  public static void pretty(OutputStream out, @Nullable Object value) throws IOException {
    try (JsonGenerator json = JsonFormat.WRITING.createGenerator(out)) {
      json.setPrettyPrinter(JsonFormat.indented());
      value(json, value);
    }
  }

  /**
   * An object whose keys stay in the order given: {@code object("a", 1, "b", null)}.
   *
   * @throws IllegalArgumentException if a key has no value or is not a string
   */
  public static Map<String, @Nullable Object> object(@Nullable Object... keysAndValues) {
    if (keysAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("A key without a value.");
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      if (!(keysAndValues[i] instanceof String key)) {
        throw new IllegalArgumentException("A key has to be a string.");
      }
      map.put(key, keysAndValues[i + 1]);
    }
    return map;
  }

  /** A field with an array of strings. */
  public static void strings(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /** A text field; left out where there is no value. */
  public static void optional(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value.toString());
    }
  }

  /**
   * Writes a {@link JsonValue}, or a tree of maps, iterables, strings, numbers, booleans and null.
   *
   * @throws IllegalArgumentException if it holds something else
   */
  public static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Number number) {
      json.writeNumber(number.toString());
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        value(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        value(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof JsonValue positioned) {
      positioned(json, positioned);
    } else {
      throw new IllegalArgumentException(
          "No JSON form for a value of class `" + value.getClass().getName() + "`.");
    }
  }

  private static void positioned(JsonGenerator json, JsonValue value) throws IOException {
    if (value instanceof JsonObject object) {
      json.writeStartObject();
      for (Member member : object.members()) {
        json.writeFieldName(member.name());
        positioned(json, member.value());
      }
      json.writeEndObject();
    } else if (value instanceof JsonArray array) {
      json.writeStartArray();
      for (JsonValue item : array.items()) {
        positioned(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Scalar scalar) {
      switch (scalar.type()) {
        case STRING -> json.writeString(scalar.text());
        case NUMBER -> json.writeNumber(scalar.text());
        case BOOLEAN -> json.writeBoolean(scalar.text().equals("true"));
        case NULL -> json.writeNull();
      }
    }
  }
}
