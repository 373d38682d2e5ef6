package dev.gatehouse.policy.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * JSON values of a file one by one: lines, values behind each other, the elements of a list, and
 * the elements of the list with which an object begins ({@code {"Records": […]}}). Memory holds one
 * of them.
 */
public final class JsonStream {
  private JsonStream() {}

  /** Takes one value, a tree as {@link Json#tree} gives it. */
  @FunctionalInterface
  public interface Taker {
    void take(@Nullable Object value) throws IOException;
  }

  /**
   * Reads to the end; the stream stays open. What the taker throws passes through.
   *
   * @return null, or one sentence on why the rest is no JSON; what came before has been taken
   * @throws IOException if the stream fails
   */
  public static @Nullable String read(InputStream in, Taker taker) throws IOException {
    JsonParser parser = JsonFormat.READING.createParser(in);
    parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
    try {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          elements(parser, taker);
        } else if (token == JsonToken.START_OBJECT) {
          object(parser, taker);
        } else {
          taker.take(Json.value(parser));
        }
      }
      return null;
    } catch (JsonProcessingException e) {
      return "Line "
          + e.getLocation().getLineNr()
          + " is not JSON: "
          + JsonFormat.sentence(e.getOriginalMessage())
          + ".";
    }
  }

  private static void object(JsonParser parser, Taker taker) throws IOException {
    boolean isEmpty = parser.nextToken() == JsonToken.END_OBJECT;
    String name = parser.currentName();
    if (!isEmpty && parser.nextToken() == JsonToken.START_ARRAY) {
      elements(parser, taker);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        parser.nextToken();
        parser.skipChildren();
      }
      return;
    }
    JsonMap object = new JsonMap();
    while (!isEmpty) {
      object.put(name, Json.value(parser));
      isEmpty = parser.nextToken() == JsonToken.END_OBJECT;
      name = parser.currentName();
      if (!isEmpty) {
        parser.nextToken();
      }
    }
    taker.take(object);
  }

  private static void elements(JsonParser parser, Taker taker) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      taker.take(Json.value(parser));
    }
  }
}
