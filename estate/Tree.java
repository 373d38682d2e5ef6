package dev.gatehouse.gate.estate;

import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Policy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of AWS's JSON outputs, read leniently where AWS's own tools differ. */
record Tree(Map<?, ?> map) {
  static final class Malformed extends IllegalArgumentException {
    Malformed(String message) {
      super(message);
    }
  }

  @Nullable String text(String name) {
    Object value = map.get(name);
    return value == null ? null : String.valueOf(value);
  }

  String need(String name) {
    String text = text(name);
    if (text == null) {
      throw new Malformed("An entry has no `" + name + "`.");
    }
    return text;
  }

  /** The objects of a list; empty when there is none. */
  List<Tree> list(String name) {
    List<Tree> list = new ArrayList<>();
    if (map.get(name) instanceof List<?> all) {
      for (Object each : all) {
        if (each instanceof Map<?, ?> entry) {
          list.add(new Tree(entry));
        }
      }
    }
    return list;
  }

  Tree tree(String name) {
    return new Tree(map.get(name) instanceof Map<?, ?> entry ? entry : Map.of());
  }

  /** The texts of a list; null when it is empty or not there. */
  @Nullable List<String> texts(String name) {
    List<String> list = new ArrayList<>();
    if (map.get(name) instanceof List<?> all) {
      all.forEach(each -> list.add(String.valueOf(each)));
    }
    return list.isEmpty() ? null : list;
  }

  /** A time as text with any offset or as seconds since 1970. */
  Instant time(String name, Instant otherwise) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return map.get(name) instanceof Number seconds
          ? Instant.ofEpochMilli((long) (seconds.doubleValue() * 1_000))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new Malformed("`" + text + "` is no time.");
    }
  }

  /**
   * A policy document as text; it may be an object, text, or percent-encoded text.
   *
   * @throws Malformed if it is no policy: without it more or less could be allowed than in AWS
   */
  String document(String name) {
    String text =
        map.get(name) instanceof Map<?, ?> object ? JsonWriter.line(object) : need(name);
    if (text.startsWith("%7B")) {
      text = URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
    try {
      Policy.parse(name, text);
    } catch (RuntimeException e) {
      throw new Malformed("A `" + name + "` is no policy: " + e.getMessage());
    }
    return text;
  }

  /** Tags; null when there are none. */
  @Nullable List<Structure> tags() {
    List<Structure> tags = new ArrayList<>();
    for (Tree tag : list("Tags")) {
      tags.add(Structure.of("Key", tag.need("Key"), "Value", tag.text("Value")));
    }
    return tags.isEmpty() ? null : tags;
  }
}
