package dev.gatehouse.policy.condition;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.condition.ValueTest.Match;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.pattern.ArnPattern;
import dev.gatehouse.policy.pattern.Template;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the test of one policy value. Negated operators share the test of their positive twin; what
 * negation means is decided where all values are seen, in {@link Condition}.
 */
final class ValueTests {
  private static final ValueTest UNREADABLE = (value, context) -> Match.UNREADABLE;

  private ValueTests() {}

  static ValueTest of(Operator operator, String text, boolean variables) {
    boolean replace = variables && operator.family().takesVariables();
    return switch (operator) {
      case STRING_EQUALS, STRING_NOT_EQUALS ->
          text(Template.of(text, replace), (a, b) -> a.equals(b));
      case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
          text(Template.of(text, replace), (a, b) -> a.equalsIgnoreCase(b));
      case STRING_LIKE, STRING_NOT_LIKE -> like(Template.of(text, replace));
      case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS -> number(text, order -> order == 0);
      case NUMERIC_LESS_THAN -> number(text, order -> order < 0);
      case NUMERIC_LESS_THAN_EQUALS -> number(text, order -> order <= 0);
      case NUMERIC_GREATER_THAN -> number(text, order -> order > 0);
      case NUMERIC_GREATER_THAN_EQUALS -> number(text, order -> order >= 0);
      case DATE_EQUALS, DATE_NOT_EQUALS -> date(text, order -> order == 0);
      case DATE_LESS_THAN -> date(text, order -> order < 0);
      case DATE_LESS_THAN_EQUALS -> date(text, order -> order <= 0);
      case DATE_GREATER_THAN -> date(text, order -> order > 0);
      case DATE_GREATER_THAN_EQUALS -> date(text, order -> order >= 0);
      case BOOL -> bool(Template.of(text, replace));
      case BINARY_EQUALS -> binary(text);
      case IP_ADDRESS, NOT_IP_ADDRESS -> ip(text);
      case ARN_EQUALS, ARN_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE ->
          arn(ArnPattern.parse(text, replace, false));
      case NULL -> throw new IllegalArgumentException("Null compares presence, not values");
    };
  }

  private static ValueTest text(Template template, BiPredicate<String, String> equal) {
    if (template.isFixed()) {
      String expected = template.plain(Context.empty());
      return (value, context) -> Match.of(equal.test(expected, value));
    }
    return (value, context) ->
        switch (template.resolution(context)) {
          case RESOLVED -> Match.of(equal.test(template.plain(context), value));
          case UNRESOLVED -> Match.UNRESOLVED;
          case UNKNOWN -> Match.UNKNOWN;
        };
  }

  private static ValueTest like(Template template) {
    if (template.isFixed()) {
      var glob = template.glob(Context.empty());
      return (value, context) -> Match.of(glob.matches(value));
    }
    return (value, context) ->
        switch (template.resolution(context)) {
          case RESOLVED -> Match.of(template.glob(context).matches(value));
          case UNRESOLVED -> Match.UNRESOLVED;
          case UNKNOWN -> template.widest(context).matches(value) ? Match.UNKNOWN : Match.NO;
        };
  }

  private static ValueTest number(String text, IntPredicate accepts) {
    BigDecimal bound = Values.number(text);
    if (bound == null) {
      return UNREADABLE;
    }
    return (value, context) -> {
      BigDecimal number = Values.number(value);
      return number == null ? Match.UNREADABLE : Match.of(accepts.test(number.compareTo(bound)));
    };
  }

  private static ValueTest date(String text, IntPredicate accepts) {
    Instant bound = Dates.parse(text);
    if (bound == null) {
      return UNREADABLE;
    }
    return (value, context) -> {
      Instant instant = Dates.parse(value);
      return instant == null ? Match.UNREADABLE : Match.of(accepts.test(instant.compareTo(bound)));
    };
  }

  private static ValueTest bool(Template template) {
    return (value, context) -> {
      Boolean actual = Values.bool(value);
      if (actual == null) {
        return Match.UNREADABLE;
      }
      return switch (template.resolution(context)) {
        case RESOLVED -> {
          Boolean expected = Values.bool(template.plain(context));
          yield expected == null ? Match.UNREADABLE : Match.of(expected.equals(actual));
        }
        case UNRESOLVED -> Match.UNRESOLVED;
        case UNKNOWN -> Match.UNKNOWN;
      };
    };
  }

  private static ValueTest binary(String text) {
    byte[] expected = Values.base64(text);
    if (expected == null) {
      return UNREADABLE;
    }
    return (value, context) -> {
      byte[] actual = Values.base64(value);
      return actual == null ? Match.UNREADABLE : Match.of(Arrays.equals(expected, actual));
    };
  }

  private static ValueTest ip(String text) {
    IpRange range = IpRange.parse(text);
    if (range == null) {
      return UNREADABLE;
    }
    return (value, context) -> {
      IpRange address = IpRange.parse(value);
      return address == null || !address.isAddress()
          ? Match.UNREADABLE
          : Match.of(range.contains(address));
    };
  }

  private static ValueTest arn(@Nullable ArnPattern pattern) {
    if (pattern == null) {
      return UNREADABLE;
    }
    return (value, context) -> {
      if (Arn.parse(value) == null) {
        return Match.UNREADABLE;
      }
      if (pattern.resolution(context) == Template.Resolution.UNRESOLVED) {
        return Match.UNRESOLVED;
      }
      Truth truth = pattern.matches(value, context);
      return truth == Truth.UNKNOWN ? Match.UNKNOWN : Match.of(truth == Truth.YES);
    };
  }

  /** Readers of scalar values; each gives null for text that is no such value. */
  static final class Values {
    private static final int DIGITS_MAX = 64;

    private Values() {}

    static @Nullable Boolean bool(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> Boolean.TRUE;
        case "false" -> Boolean.FALSE;
        default -> null;
      };
    }

    static byte @Nullable [] base64(String text) {
      try {
        return Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }

    /** An integer or decimal number; no exponent, and at most {@value #DIGITS_MAX} characters. */
    static @Nullable BigDecimal number(String text) {
      int length = text.length();
      if (length == 0 || length > DIGITS_MAX) {
        return null;
      }
      int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
      boolean point = false;
      int digits = 0;
      for (int i = start; i < length; i++) {
        char c = text.charAt(i);
        if (c >= '0' && c <= '9') {
          digits++;
        } else if (c == '.' && !point) {
          point = true;
        } else {
          return null;
        }
      }
      return digits == 0 ? null : new BigDecimal(text);
    }
  }
}
