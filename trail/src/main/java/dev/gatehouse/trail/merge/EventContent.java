package dev.gatehouse.trail.merge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gatehouse.trail.Sha256;
import dev.gatehouse.trail.TrailEvent;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an event says, whatever way it is written: two copies of a record whose nested documents
 * name their members in another order, escape letters otherwise or write {@code 1.0} for {@code 1}
 * have one content.
 */
final class EventContent {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  private EventContent() {}

  /** SHA-256 of the content, in hex. */
  static String hash(TrailEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    try {
      EventCodec.write(canonical(event), new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Sha256.hex(bytes.toByteArray());
  }

  private static TrailEvent canonical(TrailEvent event) {
    return event.withDocuments(
        canonical(event.requestParameters()),
        canonical(event.responseElements()),
        canonical(event.additionalEventData()),
        canonical(event.resources()),
        canonical(event.serviceEventDetails()));
  }

  /**
   * The document with members sorted by name, the last of equally named ones, and numbers in one
   * form; a text that is not JSON, or too large a number for a parser, as it stands.
   */
  static @Nullable String canonical(@Nullable String document) {
    if (document == null) {
      return null;
    }
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
