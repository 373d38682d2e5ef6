package dev.gatehouse.policy.reference;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Variables and wildcards as regular expressions. */
final class ReferenceText {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  private final Map<String, Object> context;
  private final boolean variables;

  ReferenceText(Map<String, Object> context, boolean variables) {
    this.context = context;
    this.variables = variables;
  }

  /** The text with values for variables; empty when one has none. */
  Optional<String> plain(String text) {
    return replace(text, false);
  }

  /** A regular expression for the text with values for variables; empty when one has none. */
  Optional<String> resolvedRegex(String text) {
    return replace(text, true);
  }

  /** A regular expression for a text without variables. */
  static String regex(String text) {
    StringBuilder regex = new StringBuilder("(?s)");
    for (char c : text.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return regex.toString();
  }

  private Optional<String> replace(String text, boolean asRegex) {
    if (!variables) {
      return Optional.of(asRegex ? regex(text) : text);
    }
    StringBuilder out = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(text);
    int from = 0;
    while (matcher.find()) {
      String between = text.substring(from, matcher.start());
      out.append(asRegex ? regex(between) : between);
      Optional<String> value = value(matcher.group(1).strip());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      out.append(asRegex ? Pattern.quote(value.get()) : value.get());
      from = matcher.end();
    }
    String rest = text.substring(from);
    return Optional.of(out.append(asRegex ? regex(rest) : rest).toString());
  }

  private Optional<String> value(String inside) {
    if (inside.matches("[*?$]")) {
      return Optional.of(inside);
    }
    String[] parts = inside.split(",", 2);
    Object value = context.get(parts[0].strip());
    if (value instanceof String text) {
      return Optional.of(text);
    }
    if (value != null || parts.length == 1) {
      return Optional.empty();
    }
    return Optional.of(parts[1].strip().replaceAll("^'|'$", ""));
  }
}
