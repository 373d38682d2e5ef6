package dev.gatehouse.gate.state;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import dev.gatehouse.policy.json.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Structures as JSON that gives back the same structure: a time is an object with the one member
 * {@code @}, milliseconds since 1970, and bytes are one with {@code #}, base64.
 */
public final class ItemJson {
  private ItemJson() {}

  public static String text(Structure item) {
    return JsonWriter.line(json -> write(item, json));
  }

  /** Reads what {@link #text} wrote. */
  public static Structure read(String text) {
    return structure((JsonObject) JsonReader.read(text));
  }

  static void write(Object value, JsonGenerator json) throws IOException {
    if (value instanceof Structure structure) {
      json.writeStartObject();
      for (String name : structure.names()) {
        Object member = structure.get(name);
        if (member != null) {
          json.writeFieldName(name);
          write(member, json);
        }
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object each : list) {
        write(each, json);
      }
      json.writeEndArray();
    } else if (value instanceof Instant time) {
      json.writeStartObject();
      json.writeNumberField("@", time.toEpochMilli());
      json.writeEndObject();
    } else if (value instanceof byte[] bytes) {
      json.writeStartObject();
      json.writeStringField("#", Base64.getEncoder().encodeToString(bytes));
      json.writeEndObject();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else {
      json.writeString((String) value);
    }
  }

  static Structure structure(JsonObject object) {
    Structure.Builder builder = new Structure.Builder();
    for (Member member : object.members()) {
      builder.put(member.name(), value(member.value()));
    }
    return builder.build();
  }

  private static @Nullable Object value(JsonValue value) {
    if (value instanceof JsonObject object) {
      String time = object.text("@");
      String bytes = object.text("#");
      if (object.members().size() == 1 && time != null) {
        return Instant.ofEpochMilli(Long.parseLong(time));
      }
      return object.members().size() == 1 && bytes != null
          ? Base64.getDecoder().decode(bytes)
          : structure(object);
    }
    if (value instanceof JsonArray array) {
      List<Object> items = new ArrayList<>();
      for (JsonValue item : array.items()) {
        Object each = value(item);
        if (each != null) {
          items.add(each);
        }
      }
      return items;
    }
    Scalar scalar = (Scalar) value;
    return switch (scalar.type()) {
      case STRING -> scalar.text();
      case BOOLEAN -> Boolean.valueOf(scalar.text());
      case NUMBER -> number(Long.parseLong(scalar.text()));
      case NULL -> null;
    };
  }

  private static Object number(long value) {
    if (value == (int) value) {
      return (int) value;
    }
    return value;
  }
}
