package dev.gatehouse.estate.graph.query;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.condition.OperatorName.Quantifier;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions in words. */
final class Wording {
  private static final int VALUES_MAX = 4;

  private Wording() {}

  /**
   * A clause such as {@code sts:ExternalId is `7f3a`}.
   *
   * @param holds whether the condition must hold, as in an Allow, or must not, as in a Deny
   */
  static String of(Condition condition, boolean holds) {
    boolean negated = condition.name().operator().negated();
    String subject =
        switch (condition.name().quantifier()) {
          case ONE -> condition.key().name();
          case FOR_ALL_VALUES -> "every value of " + condition.key().name();
          case FOR_ANY_VALUE -> "a value of " + condition.key().name();
        };
    boolean ifExists =
        condition.name().ifExists() && condition.name().quantifier() == Quantifier.ONE;
    String text = subject + " " + predicate(condition, negated != holds);
    return ifExists && holds ? text + " if it is there" : text;
  }

  private static String predicate(Condition condition, boolean positive) {
    String values = values(condition.values());
    return switch (condition.name().operator()) {
      case STRING_EQUALS,
          STRING_NOT_EQUALS,
          STRING_EQUALS_IGNORE_CASE,
          STRING_NOT_EQUALS_IGNORE_CASE,
          BINARY_EQUALS,
          BOOL,
          NUMERIC_EQUALS,
          NUMERIC_NOT_EQUALS,
          DATE_EQUALS,
          DATE_NOT_EQUALS ->
          (positive ? "is " : "is not ") + values;
      case STRING_LIKE, STRING_NOT_LIKE, ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE ->
          (positive ? "is like " : "is not like ") + values;
      case IP_ADDRESS, NOT_IP_ADDRESS -> (positive ? "is in " : "is not in ") + values;
      case NUMERIC_LESS_THAN -> (positive ? "is less than " : "is not less than ") + values;
      case NUMERIC_LESS_THAN_EQUALS -> (positive ? "is at most " : "is more than ") + values;
      case NUMERIC_GREATER_THAN -> (positive ? "is more than " : "is at most ") + values;
      case NUMERIC_GREATER_THAN_EQUALS -> (positive ? "is at least " : "is less than ") + values;
      case DATE_LESS_THAN, DATE_LESS_THAN_EQUALS ->
          (positive ? "is before " : "is after ") + values;
      case DATE_GREATER_THAN, DATE_GREATER_THAN_EQUALS ->
          (positive ? "is after " : "is before ") + values;
      case NULL -> {
        boolean absent = condition.values().stream().anyMatch("true"::equalsIgnoreCase);
        yield absent == positive ? "is absent" : "is there";
      }
    };
  }

  private static String values(List<String> values) {
    String text =
        values.stream()
            .limit(VALUES_MAX)
            .map(each -> "`" + each + "`")
            .collect(Collectors.joining(", "));
    return values.size() > VALUES_MAX
        ? text + " or " + (values.size() - VALUES_MAX) + " more"
        : text;
  }
}
