package dev.gatehouse.policy.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text into maps, lists, strings, numbers, booleans and null, for documents of which the
 * places of values do not matter: nested documents of a record, files of an estate.
 */
public final class Json {
  private Json() {}

  /**
   * The scalar at {@code path} as text; null if it is absent, null, empty, an object or an array,
   * or if {@code json} is null or not JSON.
   */
  public static @Nullable String text(@Nullable String json, String... path) {
    if (json == null) {
      return null;
    }
    try (JsonParser parser = JsonFormat.READING.createParser(json)) {
      parser.nextToken();
      for (String name : path) {
        if (!descend(parser, name)) {
          return null;
        }
      }
      JsonToken token = parser.currentToken();
      if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
        return null;
      }
      String text = parser.getText();
      return text.isEmpty() ? null : text;
    } catch (IOException notJson) {
      return null;
    }
  }

  /**
   * The whole document; keys in the order of the text, of equal ones the last.
   *
   * @throws IllegalArgumentException with one sentence if the text is not JSON
   */
  public static @Nullable Object tree(String json) {
    return tree(json, JsonFormat.READING);
  }

  /**
   * The whole document, of which every name stands once in its object: for files that somebody
   * wrote, where the second of two is a mistake.
   *
   * @throws IllegalArgumentException with one sentence if the text is not such JSON
   */
  public static @Nullable Object treeOfDistinctNames(String json) {
    return tree(json, JsonFormat.READING_ONCE);
  }

  private static @Nullable Object tree(String json, JsonFactory factory) {
    try (JsonParser parser = factory.createParser(json)) {
      parser.nextToken();
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("The JSON text goes on after its first value.");
      }
      return value;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new IllegalArgumentException(
          "The text is not JSON: "
              + (at == null ? "" : "line " + at.getLineNr() + ": ")
              + JsonFormat.sentence(e.getOriginalMessage())
              + ".",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a document that breaks off holds before that.
   *
   * @param tree its members; of a list the entries that are whole
   * @param entries how many entries of lists are whole
   * @param characters how far it could be read
   */
  public record Begun(Map<String, @Nullable Object> tree, int entries, long characters) {}

  /**
   * The whole entries of the lists of an object that breaks off or is damaged further on; nothing
   * behind the damage is looked for.
   */
  public static Begun begun(String json) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    int[] entries = {0};
    long reached = 0;
    try (JsonParser parser = JsonFormat.READING.createParser(json)) {
      try {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            member(parser, tree, entries);
          }
        }
      } catch (JsonProcessingException broken) {
        // here it ends
      }
      reached = parser.currentLocation().getCharOffset();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Begun(tree, entries[0], Math.max(0, reached));
  }

  private static void member(JsonParser parser, Map<String, @Nullable Object> tree, int[] entries)
      throws IOException {
    String name = parser.currentName();
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      tree.put(name, value(parser));
      return;
    }
    List<@Nullable Object> list = new ArrayList<>();
    tree.put(name, list);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(parser));
      entries[0]++;
    }
  }

  /**
   * {@link #tree} of an object; an empty map for null, for text that is not JSON, and for JSON that
   * is not an object.
   */
  public static Map<String, @Nullable Object> object(@Nullable String json) {
    if (json == null) {
      return Map.of();
    }
    try {
      return tree(json) instanceof Map<?, ?> map ? cast(map) : Map.of();
    } catch (IllegalArgumentException notJson) {
      return Map.of();
    }
  }

  /**
   * The scalar at {@code path} of what {@link #object} gave, as text; null as {@link #text} has it.
   */
  public static @Nullable String text(Map<String, @Nullable Object> object, String... path) {
    Object value = object;
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    if (value == null || value instanceof Map<?, ?> || value instanceof List<?>) {
      return null;
    }
    String text = value.toString();
    return text.isEmpty() ? null : text;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> cast(Map<?, ?> map) {
    return (Map<String, @Nullable Object>) map;
  }

  private static boolean descend(JsonParser parser, String name) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IllegalArgumentException("The text is not JSON: it is empty.");
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          map.put(name, value(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }
}
