package dev.gatehouse.policy.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import dev.gatehouse.policy.json.JsonValue.ScalarType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one JSON document into values with positions, in time linear in its length.
 *
 * <p>Nesting deeper than {@value JsonFormat#POLICY_DEPTH_MAX} is refused: no policy needs it and a
 * deeper one could only exhaust the stack. Bytes must be UTF-8.
 */
public final class JsonReader {
  private JsonReader() {}

  /**
   * Reads UTF-8 bytes; throws {@link JsonException} on bytes that are none and on text that is no
   * JSON.
   */
  public static JsonValue read(byte[] utf8) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8))
              .toString();
      return read(text);
    } catch (CharacterCodingException e) {
      throw new JsonException("the text is not valid UTF-8; save it as UTF-8", 1, 1);
    }
  }

  /** Reads text; a byte order mark in front is skipped. */
  public static JsonValue read(String text) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (JsonParser parser = JsonFormat.POLICY.createParser(body)) {
      if (parser.nextToken() == null) {
        throw new JsonException("the document is empty", 1, 1);
      }
      JsonValue value = value(parser);
      if (parser.nextToken() != null) {
        JsonLocation at = parser.currentTokenLocation();
        throw new JsonException(
            "there is text after the end of the document", at.getLineNr(), at.getColumnNr());
      }
      return value;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      int line = at == null ? 1 : at.getLineNr();
      int column = at == null ? 1 : at.getColumnNr();
      throw new JsonException(
          "this is no JSON: " + JsonFormat.sentence(e.getOriginalMessage()), line, column);
    } catch (IOException e) {
      throw new AssertionError("reading from memory cannot fail", e);
    }
  }

  private static JsonValue value(JsonParser parser) throws IOException {
    JsonLocation at = parser.currentTokenLocation();
    int line = at.getLineNr();
    int column = at.getColumnNr();
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser, line, column);
      case START_ARRAY -> array(parser, line, column);
      case VALUE_STRING -> new Scalar(parser.getText(), ScalarType.STRING, line, column);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Scalar(parser.getText(), ScalarType.NUMBER, line, column);
      case VALUE_TRUE -> new Scalar("true", ScalarType.BOOLEAN, line, column);
      case VALUE_FALSE -> new Scalar("false", ScalarType.BOOLEAN, line, column);
      case VALUE_NULL -> new Scalar("null", ScalarType.NULL, line, column);
      case NOT_AVAILABLE, FIELD_NAME, END_ARRAY, END_OBJECT, VALUE_EMBEDDED_OBJECT ->
          throw new AssertionError("the parser cannot stand on " + token);
    };
  }

  private static JsonValue object(JsonParser parser, int line, int column) throws IOException {
    List<Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      JsonLocation at = parser.currentTokenLocation();
      String name = parser.currentName();
      parser.nextToken();
      members.add(new Member(name, value(parser), at.getLineNr(), at.getColumnNr()));
    }
    return new JsonObject(members, line, column);
  }

  private static JsonValue array(JsonParser parser, int line, int column) throws IOException {
    List<JsonValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new JsonArray(items, line, column);
  }
}
