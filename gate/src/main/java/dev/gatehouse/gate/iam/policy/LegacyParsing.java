package dev.gatehouse.gate.iam.policy;

import static dev.gatehouse.gate.iam.policy.DocumentCheck.malformed;

import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What IAM's older parser does not take: effects in another case, dates that are none, and resource
 * ARNs with too few colons.
 */
final class LegacyParsing {
  /** Loose ISO 8601: everything but the year may be missing, and the zone has hours at least. */
  private static final Pattern DATE =
      Pattern.compile(
          "(-?\\d{1,9})(?:-(\\d{1,2}))?(?:-(\\d{1,2}))?"
              + "(?:t(?:(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?"
              + "(?:z|\\+(\\d{2})(?::(\\d{2}))?)?)?)?)?)?");

  private static final int[] LEAST = {-292_275_054, 1, 1, 0, 0, 0, 0, 0, 0};
  private static final int[] MOST = {292_278_993, 12, 31, 23, 59, 59, 999_999_999, 23, 59};

  private LegacyParsing() {}

  static void check(JsonObject statement) {
    String effect = statement.text("Effect");
    require("Allow".equals(effect) || "Deny".equals(effect));
    if (statement.get("Condition") instanceof JsonObject condition) {
      for (Member operator : condition.members()) {
        if (isAboutDates(operator.name()) && operator.value() instanceof JsonObject keys) {
          for (Member key : keys.members()) {
            DocumentSyntax.texts(key.value()).forEach(text -> require(isDate(text)));
          }
        }
      }
    }
  }

  private static boolean isAboutDates(String operator) {
    return operator.startsWith("Date")
        || operator.startsWith("ForAnyValue:Date")
        || operator.startsWith("ForAllValues:Date");
  }

  static boolean isDate(String text) {
    String date = text.toLowerCase(Locale.ROOT);
    if (!date.contains("t") && !date.contains("-")) {
      return date.matches("\\d{1,18}");
    }
    Matcher parts = DATE.matcher(date);
    if (!parts.matches()) {
      return false;
    }
    for (int i = 0; i < LEAST.length; i++) {
      String part = parts.group(i + 1);
      if (part != null && (Long.parseLong(part) < LEAST[i] || Long.parseLong(part) > MOST[i])) {
        return false;
      }
    }
    return true;
  }

  /** Resources that {@link ResourceFormat} takes and this parser does not. */
  static void checkResources(List<String> resources) {
    for (String resource : resources) {
      if (!resource.equals("*")) {
        String[] parts = resource.split(":", -1);
        require((parts.length >= 6 || !resource.contains("::")) && !parts[2].isEmpty());
      }
    }
  }

  private static void require(boolean right) {
    if (!right) {
      throw malformed("The policy failed legacy parsing");
    }
  }
}
