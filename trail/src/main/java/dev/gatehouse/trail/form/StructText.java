package dev.gatehouse.trail.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads structures as Athena, CloudTrail Lake and Java print them: {@code {type=IAMUser, arn=null,
 * sessioncontext={attributes={…}}}}, lists in brackets. Nothing in them is quoted, so a value goes
 * on until a comma, a blank, a name and an equals sign, or until the bracket that closes it.
 */
final class StructText {
  private static final int LEVELS_MAX = 32;

  private final String text;
  private int at;

  private StructText(String text) {
    this.text = text;
  }

  /** A map, a list or null if the text is no such structure. */
  static @Nullable Object parse(String text) {
    String stripped = text.strip();
    if (stripped.length() < 2 || (stripped.charAt(0) != '{' && stripped.charAt(0) != '[')) {
      return null;
    }
    StructText struct = new StructText(stripped);
    Object value = struct.value(0);
    return value instanceof String || struct.at != stripped.length() ? null : value;
  }

  private @Nullable Object value(int level) {
    boolean opens = at < text.length() && level < LEVELS_MAX;
    if (opens && text.charAt(at) == '{' && (nameEnd(at + 1) > 0 || text.startsWith("{}", at))) {
      return object(level);
    }
    if (opens && text.charAt(at) == '[') {
      return list(level);
    }
    int from = at;
    while (at < text.length() && !endsHere()) {
      at++;
    }
    String plain = text.substring(from, at);
    return plain.equals("null") ? null : plain;
  }

  private boolean endsHere() {
    char c = text.charAt(at);
    if (c == ',') {
      return text.startsWith(", ", at) && (nameEnd(at + 2) > 0 || text.startsWith(", {", at));
    }
    return (c == '}' || c == ']') && closes(at + 1);
  }

  /** Whether nothing but the ends of structures, or a next part, follows. */
  private boolean closes(int from) {
    return from == text.length()
        || text.charAt(from) == '}'
        || text.charAt(from) == ']'
        || text.startsWith(", ", from);
  }

  private Map<String, @Nullable Object> object(int level) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    at++;
    while (at < text.length() && text.charAt(at) != '}') {
      int end = nameEnd(at);
      if (end < 0) {
        at = text.length() + 1;
        return object;
      }
      String name = text.substring(at, end);
      at = end + 1;
      object.put(name, value(level + 1));
      at += text.startsWith(", ", at) ? 2 : 0;
    }
    at++;
    return object;
  }

  private List<@Nullable Object> list(int level) {
    List<@Nullable Object> list = new ArrayList<>();
    at++;
    while (at < text.length() && text.charAt(at) != ']') {
      int before = at;
      list.add(value(level + 1));
      at += text.startsWith(", ", at) ? 2 : 0;
      if (at == before) {
        at = text.length() + 1;
        return list;
      }
    }
    at++;
    return list;
  }

  /** The position of the equals sign if a name stands at {@code from}; else negative. */
  private int nameEnd(int from) {
    int p = from;
    while (p < text.length() && isName(text.charAt(p))) {
      p++;
    }
    return p > from && p < text.length() && text.charAt(p) == '=' ? p : -1;
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == ':' || c == '/';
  }
}
