package dev.gatehouse.serve.api;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON value looks like: what a request is checked against before anybody looks at it, what
 * the description of the API says, and what the tests hold every answer against.
 */
public sealed interface Shape {
  /** As JSON Schema, as OpenAPI 3.1 takes it. */
  JsonMap schema();

  /**
   * What is wrong with a value, in one sentence; null if it fits.
   *
   * @param at what to call it, in backticks
   */
  @Nullable String problem(String at, @Nullable Object value);

  /** What a text in a path or a query means, or the text itself if it means nothing. */
  default Object read(String text) {
    return text;
  }

  /** Text of so many characters, of a pattern if there is one. */
  record Text(int min, int max, @Nullable Pattern pattern, String words) implements Shape {
    @Override
    public JsonMap schema() {
      JsonMap schema = JsonWriter.object("type", "string", "minLength", min, "maxLength", max);
      if (pattern != null) {
        schema.put("pattern", "^(?:" + pattern.pattern() + ")$");
      }
      return schema;
    }

    @Override
    public @Nullable String problem(String at, @Nullable Object value) {
      if (!(value instanceof String text)) {
        return at + " must be text.";
      }
      int length = text.codePointCount(0, text.length());
      if (length < min || length > max) {
        return at + " must have " + (min == 0 ? "at most " : min + " to ") + max + " characters.";
      }
      if (text.indexOf(0) >= 0) {
        return at + " must not hold a null character.";
      }
      return pattern == null || pattern.matcher(text).matches()
          ? null
          : at + " must be " + words + ".";
    }
  }

  /** A whole number in a range. */
  record Whole(long min, long max) implements Shape {
    @Override
    public JsonMap schema() {
      return JsonWriter.object("type", "integer", "minimum", min, "maximum", max);
    }

    @Override
    public @Nullable String problem(String at, @Nullable Object value) {
      return value instanceof Number number
              && number.doubleValue() == number.longValue()
              && number.longValue() >= min
              && number.longValue() <= max
          ? null
          : at + " must be a whole number from " + min + " to " + max + ".";
    }

    @Override
    public Object read(String text) {
      try {
        return text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : text;
      } catch (NumberFormatException tooLong) {
        return text;
      }
    }
  }

  /** Any number. */
  record Decimal() implements Shape {
    @Override
    public JsonMap schema() {
      return JsonWriter.object("type", "number");
    }

    @Override
    public @Nullable String problem(String at, @Nullable Object value) {
      return value instanceof Number ? null : at + " must be a number.";
    }
  }

  /** True or false. */
  record Flag() implements Shape {
    @Override
    public JsonMap schema() {
      return JsonWriter.object("type", "boolean");
    }

    @Override
    public @Nullable String problem(String at, @Nullable Object value) {
      return value instanceof Boolean ? null : at + " must be true or false.";
    }

    @Override
    public Object read(String text) {
      return text.equals("true") ? true : text.equals("false") ? false : text;
    }
  }

  /** A time as in RFC 3339. */
  record Time() implements Shape {
    private static final int LENGTH_MAX = 40;

    @Override
    public JsonMap schema() {
      return JsonWriter.object("type", "string", "format", "date-time");
    }

    @Override
    public @Nullable String problem(String at, @Nullable Object value) {
      return value instanceof String text && text.length() <= LENGTH_MAX && of(text) != null
          ? null
          : at + " must be a time such as 2026-01-31T00:00:00Z.";
    }

    /** The moment, to the range that databases and calendars take; null if it is none. */
    static @Nullable Instant of(String text) {
      try {
        OffsetDateTime time = OffsetDateTime.parse(text);
        return time.getYear() >= 1970 && time.getYear() <= 9999 ? time.toInstant() : null;
      } catch (DateTimeParseException e) {
        return null;
      }
    }
  }

  /** One of some words. */
  record Choice(List<String> words) implements Shape {
    public Choice {
      words = List.copyOf(words);
    }

    @Override
    public JsonMap schema() {
      return JsonWriter.object("type", "string", "enum", words);
    }

    @Override
    public @Nullable String problem(String at, @Nullable Object value) {
      return value instanceof String word && words.contains(word)
          ? null
          : at + " must be one of " + String.join(", ", words) + ".";
    }
  }

  /** A list. */
  record Many(Shape item, int max) implements Shape {
    @Override
    public JsonMap schema() {
      return JsonWriter.object("type", "array", "items", item.schema(), "maxItems", max);
    }

    @Override
    public @Nullable String problem(String at, @Nullable Object value) {
      if (!(value instanceof List<?> list)) {
        return at + " must be a list.";
      }
      if (list.size() > max) {
        return at + " must have at most " + max + " entries.";
      }
      for (int i = 0; i < list.size(); i++) {
        String problem = item.problem("Entry " + (i + 1) + " of " + at, list.get(i));
        if (problem != null) {
          return problem;
        }
      }
      return null;
    }
  }

  /** Any object, whose members are told elsewhere. */
  record Free(String words) implements Shape {
    @Override
    public JsonMap schema() {
      return JsonWriter.object("type", "object", "description", words);
    }

    @Override
    public @Nullable String problem(String at, @Nullable Object value) {
      return value instanceof Map ? null : at + " must be an object.";
    }
  }

  /**
   * A member of an object.
   *
   * @param needed whether it is always there
   * @param orNull whether it may be null
   */
  record Member(String name, Shape shape, boolean needed, boolean orNull, String words) {}

  /** An object of these members and no others. */
  record Form(List<Member> members) implements Shape {
    public Form {
      members = List.copyOf(members);
    }

    @Override
    public JsonMap schema() {
      JsonMap properties = new JsonMap();
      List<String> needed = new ArrayList<>();
      for (Member member : members) {
        JsonMap schema = member.shape().schema();
        if (member.orNull()) {
          schema = JsonWriter.object("anyOf", List.of(schema, JsonWriter.object("type", "null")));
        }
        if (!member.words().isEmpty()) {
          schema.put("description", member.words());
        }
        properties.put(member.name(), schema);
        if (member.needed()) {
          needed.add(member.name());
        }
      }
      JsonMap schema = JsonWriter.object("type", "object", "properties", properties);
      if (!needed.isEmpty()) {
        schema.put("required", needed);
      }
      schema.put("additionalProperties", false);
      return schema;
    }

    @Override
    public @Nullable String problem(String at, @Nullable Object value) {
      if (!(value instanceof Map<?, ?> map)) {
        return at + " must be an object.";
      }
      for (Object name : map.keySet()) {
        if (members.stream().noneMatch(member -> member.name().equals(name))) {
          return at
              + " has a member that is not known; those known are "
              + String.join(", ", members.stream().map(Member::name).toList())
              + ".";
        }
      }
      for (Member member : members) {
        Object inner = map.get(member.name());
        boolean isThere = map.containsKey(member.name());
        if (!isThere && member.needed()) {
          return at + " lacks `" + member.name() + "`.";
        }
        boolean isFine = !isThere || (inner == null && member.orNull());
        String problem = isFine ? null : member.shape().problem("`" + member.name() + "`", inner);
        if (problem != null) {
          return problem;
        }
      }
      return null;
    }

    /** The same with more members. */
    public Form and(Member... more) {
      List<Member> all = new ArrayList<>(members);
      all.addAll(List.of(more));
      return new Form(all);
    }
  }
}
