package dev.gatehouse.trail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in one form, whatever way it is written: members sorted by name, the last of equally named
 * ones, escapes undone, {@code 1.0} as {@code 1}. Not JSON itself; to be compared and hashed.
 */
public final class CanonicalJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private CanonicalJson() {}

  /** The document; a text that is not JSON, or too large a number for a parser, as it stands. */
  public static String of(String document) {
    StringBuilder out = new StringBuilder(document.length());
    try (JsonParser parser = FACTORY.createParser(document)) {
      parser.nextToken();
      value(parser, out);
      return parser.nextToken() == null ? out.toString() : document;
    } catch (IOException | ArithmeticException | NumberFormatException notOneDocument) {
      return document;
    }
  }

  private static void value(JsonParser parser, StringBuilder out) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      object(parser, out);
    } else if (token == JsonToken.START_ARRAY) {
      out.append('[');
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        value(parser, out);
        out.append(',');
      }
      out.append(']');
    } else if (token == JsonToken.VALUE_STRING) {
      text(parser.getText(), out);
    } else if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      out.append(parser.getDecimalValue().stripTrailingZeros());
    } else {
      out.append(parser.getText());
    }
  }

  private static void object(JsonParser parser, StringBuilder out) throws IOException {
    Map<String, String> members = new TreeMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      StringBuilder value = new StringBuilder();
      value(parser, value);
      members.put(name, value.toString());
    }
    out.append('{');
    members.forEach(
        (name, value) -> {
          text(name, out);
          out.append(':').append(value).append(',');
        });
    out.append('}');
  }

  /** Behind its length, which needs no escapes to be unambiguous. */
  private static void text(String text, StringBuilder out) {
    out.append('"').append(text.length()).append('"').append(text);
  }
}
