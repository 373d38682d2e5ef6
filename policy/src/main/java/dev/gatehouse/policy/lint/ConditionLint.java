package dev.gatehouse.policy.lint;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.condition.Operator;
import dev.gatehouse.policy.condition.Operator.Family;
import dev.gatehouse.policy.condition.OperatorName.Quantifier;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Statement;
import java.util.Locale;
import java.util.Set;

/** Conditions that never hold, always hold, or hold for the wrong reason. */
final class ConditionLint {
  /** Global keys with several values; they need a set operator. */
  private static final Set<String> MULTIVALUED =
      Set.of(
          "aws:tagkeys",
          "aws:calledvia",
          "aws:principalorgpaths",
          "aws:resourceorgpaths",
          "aws:sourceorgpaths",
          "aws:principalservicenameslist",
          "sts:transitivetagkeys",
          "dynamodb:attributes",
          "dynamodb:leadingkeys");

  private ConditionLint() {}

  static void check(Statement statement, Lint lint) {
    for (Condition condition : statement.conditions()) {
      if (!condition.isNever()) {
        values(condition, statement, lint);
        sets(condition, statement, lint);
        multiFactor(condition, statement, lint);
      }
    }
  }

  private static void values(Condition condition, Statement statement, Lint lint) {
    Operator operator = condition.name().operator();
    for (String value : condition.values()) {
      if (value.contains("${") && !operator.family().takesVariables()) {
        lint.warn(
            "misplaced-variable",
            operator.word() + " does not replace variables, so `" + value + "` never matches",
            statement,
            "Condition");
      } else if (!condition.canRead(value)) {
        lint.warn(
            "unreadable-value",
            "`"
                + value
                + "` is no value that "
                + operator.word()
                + " can compare, and never matches",
            statement,
            "Condition");
      }
      boolean exact = operator == Operator.STRING_EQUALS || operator == Operator.STRING_NOT_EQUALS;
      if (exact && (value.contains("*") || value.contains("?")) && !value.contains("${")) {
        lint.warn(
            "wildcard-in-equals",
            operator.word() + " takes the wildcard in `" + value + "` as text; use StringLike",
            statement,
            "Condition");
      }
      if (operator.family() == Family.IP && isPrivate(value) && isSourceIp(condition)) {
        lint.warn(
            "private-source-ip",
            "`aws:SourceIp` is a public address and never lies in `"
                + value
                + "`; use aws:VpcSourceIp",
            statement,
            "Condition");
      }
    }
  }

  private static boolean isSourceIp(Condition condition) {
    return condition.key().name().equalsIgnoreCase("aws:SourceIp");
  }

  private static boolean isPrivate(String range) {
    return range.startsWith("10.")
        || range.startsWith("192.168.")
        || range.matches("172\\.(1[6-9]|2\\d|3[01])\\..*");
  }

  private static void sets(Condition condition, Statement statement, Lint lint) {
    String key = condition.key().name();
    boolean several = MULTIVALUED.contains(key.toLowerCase(Locale.ROOT));
    Quantifier quantifier = condition.name().quantifier();
    if (quantifier == Quantifier.ONE && several && condition.name().operator() != Operator.NULL) {
      lint.warn(
          "set-operator-missing",
          "`" + key + "` has several values; use ForAnyValue or ForAllValues",
          statement,
          "Condition");
    }
    if (quantifier != Quantifier.ONE
        && !several
        && key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
      lint.warn(
          "set-operator-on-single-value",
          "`"
              + key
              + "` has one value; a set operator makes the condition hold when it is absent"
              + " or hides a mistake",
          statement,
          "Condition");
    }
    boolean open = quantifier == Quantifier.FOR_ALL_VALUES && statement.effect() == Effect.ALLOW;
    if (open && !demands(statement, key)) {
      lint.warn(
          "for-all-values-without-null",
          "ForAllValues holds when `"
              + key
              + "` is absent; add \"Null\": {\""
              + key
              + "\": \"false\"}",
          statement,
          "Condition");
    }
  }

  private static boolean demands(Statement statement, String key) {
    return statement.conditions().stream()
        .anyMatch(
            each ->
                each.name().operator() == Operator.NULL
                    && each.key().name().equalsIgnoreCase(key)
                    && each.values().contains("false"));
  }

  private static void multiFactor(Condition condition, Statement statement, Lint lint) {
    boolean denies = statement.effect() == Effect.DENY;
    boolean mfa = condition.key().name().equalsIgnoreCase("aws:MultiFactorAuthPresent");
    if (denies
        && mfa
        && condition.name().operator() == Operator.BOOL
        && !condition.name().ifExists()) {
      lint.warn(
          "mfa-absent",
          "long-term access keys have no `aws:MultiFactorAuthPresent`, so this Deny misses them; use"
              + " BoolIfExists",
          statement,
          "Condition");
    }
  }
}
