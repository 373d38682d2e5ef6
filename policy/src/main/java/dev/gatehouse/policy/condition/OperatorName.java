package dev.gatehouse.policy.condition;

import org.jspecify.annotations.Nullable;

/**
 * An operator as written: {@code ForAnyValue:StringLikeIfExists} is a set prefix, an operator and a
 * suffix.
 */
public record OperatorName(
    String source, Quantifier quantifier, Operator operator, boolean ifExists) {

  /** How the values of a key are taken. */
  public enum Quantifier {
    /** The key has one value. */
    ONE,
    FOR_ALL_VALUES,
    FOR_ANY_VALUE
  }

  /** Reads an operator; null when AWS has none of this name. */
  public static @Nullable OperatorName parse(String source) {
    String rest = source;
    Quantifier quantifier = Quantifier.ONE;
    if (startsWith(rest, "ForAllValues:")) {
      quantifier = Quantifier.FOR_ALL_VALUES;
      rest = rest.substring("ForAllValues:".length());
    } else if (startsWith(rest, "ForAnyValue:")) {
      quantifier = Quantifier.FOR_ANY_VALUE;
      rest = rest.substring("ForAnyValue:".length());
    }
    boolean ifExists = rest.regionMatches(true, rest.length() - 8, "IfExists", 0, 8);
    if (ifExists) {
      rest = rest.substring(0, rest.length() - 8);
    }
    Operator operator = Operator.named(rest);
    if (operator == null || (operator == Operator.NULL && ifExists)) {
      return null;
    }
    return new OperatorName(source, quantifier, operator, ifExists);
  }

  private static boolean startsWith(String text, String prefix) {
    return text.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  /** The operator in the spelling of AWS. */
  public String word() {
    String prefix =
        switch (quantifier) {
          case ONE -> "";
          case FOR_ALL_VALUES -> "ForAllValues:";
          case FOR_ANY_VALUE -> "ForAnyValue:";
        };
    return prefix + operator.word() + (ifExists ? "IfExists" : "");
  }
}
