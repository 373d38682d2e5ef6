package dev.gatehouse.policy.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value that remembers where it stood; lines and columns count from 1. */
public sealed interface JsonValue {
  int line();

  int column();

  /** A tree of maps, lists, strings, numbers, booleans and null; all stand at line 1, column 1. */
  static JsonValue of(@Nullable Object tree) {
    if (tree instanceof Map<?, ?> map) {
      List<Member> members = new ArrayList<>();
      map.forEach((name, each) -> members.add(new Member(String.valueOf(name), of(each), 1, 1)));
      return new JsonObject(members, 1, 1);
    }
    if (tree instanceof List<?> list) {
      List<JsonValue> items = new ArrayList<>();
      list.forEach(each -> items.add(of(each)));
      return new JsonArray(items, 1, 1);
    }
    ScalarType type =
        tree == null
            ? ScalarType.NULL
            : tree instanceof Boolean
                ? ScalarType.BOOLEAN
                : tree instanceof Number ? ScalarType.NUMBER : ScalarType.STRING;
    return new Scalar(String.valueOf(tree), type, 1, 1);
  }

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
