package dev.gatehouse.estate.graph.query;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.condition.Operator;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.ContextKey;
import dev.gatehouse.policy.pattern.Glob;
import dev.gatehouse.policy.pattern.Template;
import java.math.BigDecimal;
import java.util.Set;

/** Values of a condition key worth trying, taken from a condition that asks for it. */
public final class Witness {
  private Witness() {}

  /** Adds values on both sides of what the condition compares with. */
  static void values(Condition condition, String key, Context context, Set<String> values) {
    if (!condition.key().equals(ContextKey.of(key)) || condition.isNever()) {
      return;
    }
    for (String written : condition.values()) {
      Template template = Template.of(written, condition.hasVariables());
      if (template.resolution(context) != Template.Resolution.RESOLVED) {
        continue;
      }
      String value = template.plain(context);
      switch (condition.name().operator().family()) {
        case STRING, ARN -> values.add(example(condition.name().operator(), template, context));
        case BOOL -> {
          values.add("true");
          values.add("false");
        }
        case NUMERIC -> around(value, values);
        case DATE -> {
          values.add(value);
          values.add("1970-01-02T00:00:00Z");
          values.add("9000-01-01T00:00:00Z");
        }
        case IP -> values.add(value.contains("/") ? value.substring(0, value.indexOf('/')) : value);
        case BINARY -> values.add(value);
        case NULL -> {}
      }
    }
  }

  private static String example(Operator operator, Template template, Context context) {
    return switch (operator) {
      case STRING_LIKE, STRING_NOT_LIKE, ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE ->
          template.glob(context).example("any");
      default -> template.plain(context);
    };
  }

  private static void around(String value, Set<String> values) {
    try {
      BigDecimal number = new BigDecimal(value);
      values.add(number.toPlainString());
      values.add(number.subtract(BigDecimal.ONE).toPlainString());
      values.add(number.add(BigDecimal.ONE).toPlainString());
    } catch (NumberFormatException notANumber) {
      // The condition matches nothing; no value helps.
    }
  }

  /** A text that a pattern of subjects matches: each wildcard stands for itself. */
  public static String exampleOf(String pattern) {
    return Glob.of(pattern).example("*");
  }
}
