package dev.gatehouse.policy.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON value that remembers where it stood; lines and columns count from 1. */
public sealed interface JsonValue {
  int line();

  int column();

  /** The JSON word for this kind of value, for messages. */
  default String kind() {
    if (this instanceof JsonObject) {
      return "an object";
    }
    if (this instanceof JsonArray) {
      return "an array";
    }
    Scalar scalar = (Scalar) this;
    return switch (scalar.type()) {
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case NULL -> "null";
    };
  }

  /** What a scalar is when it is not text. */
  enum ScalarType {
    STRING,
    NUMBER,
    BOOLEAN,
    NULL
  }

  /** One name and value of an object; names may repeat, as they may in JSON text. */
  record Member(String name, JsonValue value, int line, int column) {}

  /** An object, members in the order of the text. */
  record JsonObject(List<Member> members, int line, int column) implements JsonValue {
    public JsonObject {
      members = List.copyOf(members);
    }

    /** The last value under a name, or null; the last one counts, as in every JSON reader. */
    public @Nullable JsonValue get(String name) {
      for (int i = members.size() - 1; i >= 0; i--) {
        if (members.get(i).name().equals(name)) {
          return members.get(i).value();
        }
      }
      return null;
    }

    /** The text of a scalar under a name; null when it is absent, JSON null, or no scalar. */
    public @Nullable String text(String name) {
      return get(name) instanceof Scalar scalar && scalar.type() != ScalarType.NULL
          ? scalar.text()
          : null;
    }
  }

  /** An array. */
  record JsonArray(List<JsonValue> items, int line, int column) implements JsonValue {
    public JsonArray {
      items = List.copyOf(items);
    }
  }

  /** A string, number, boolean or null; {@code text} is a number's or boolean's own spelling. */
  record Scalar(String text, ScalarType type, int line, int column) implements JsonValue {}
}
