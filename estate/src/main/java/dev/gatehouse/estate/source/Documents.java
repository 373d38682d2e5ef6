package dev.gatehouse.estate.source;

import dev.gatehouse.policy.json.JsonException;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles policy documents, given as objects, as JSON text or as URL-encoded text. Equal documents
 * are compiled once: a hundred accounts of one making hold few different ones.
 *
 * <p>Lines and columns are those of the document as it is printed over several lines. Text that has
 * line breaks of its own keeps them.
 */
final class Documents {
  private record Key(String name, Object document) {}

  private final Map<Key, Policy> compiled = new HashMap<>();
  private final List<String> problems;

  /**
   * @param problems takes a sentence for each document that cannot be read
   */
  Documents(List<String> problems) {
    this.problems = problems;
  }

  /**
   * The policy; opaque, with a sentence, when the document cannot be read.
   *
   * @param name how answers call the policy
   * @param unknownName how answers call it when its document is not known
   * @param file where it stands
   */
  Policy read(@Nullable Object document, String name, String unknownName, String file) {
    if (document == null) {
      return Policy.unknown(unknownName);
    }
    Key key = new Key(name, document);
    Policy known = compiled.get(key);
    if (known != null) {
      return known;
    }
    try {
      Policy policy =
          document instanceof String text
              ? Policy.parse(name, laidOut(decoded(text)))
              : Policy.parse(name, JsonWriter.pretty(JsonValue.of(document)));
      compiled.put(key, policy);
      return policy;
    } catch (PolicyException e) {
      problems.add(
          "`"
              + file
              + "`: the "
              + unknownName
              + " cannot be read and counts as unknown: "
              + e.problems().get(0).message()
              + ".");
      return Policy.unknown(unknownName);
    }
  }

  private static String decoded(String text) {
    if (!text.startsWith("%7B") && !text.startsWith("%7b")) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }

  /** Text of one line over several; text that is no JSON as it is, so that the error is its own. */
  private static String laidOut(String text) {
    if (text.indexOf('\n') >= 0) {
      return text;
    }
    try {
      return JsonWriter.pretty(JsonReader.read(text));
    } catch (JsonException noJson) {
      return text;
    }
  }
}
