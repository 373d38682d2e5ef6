package dev.gatehouse.policy.condition;

import dev.gatehouse.policy.condition.OperatorName.Quantifier;
import dev.gatehouse.policy.condition.ValueTest.Match;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.ContextKey;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.pattern.ArnPattern;
import dev.gatehouse.policy.pattern.Template;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One operator on one key: the unit of which a Condition block is the conjunction.
 *
 * <p>Several values of a positive operator are alternatives; of a negated one none may match. An
 * absent key fails a positive operator and satisfies a negated one. A value that cannot be read as
 * the operator needs it (no number, no ARN) or a variable without value matches neither way, so it
 * fails a negated operator as well (IAM guide, "Condition operators").
 */
public final class Condition {
  private final OperatorName name;
  private final ContextKey key;
  private final List<String> values;
  private final boolean never;
  private final ValueTest[] tests;
  private final Template[] templates;

  private Condition(
      OperatorName name, ContextKey key, List<String> values, boolean variables, boolean never) {
    this.never = never;
    this.name = name;
    this.key = key;
    this.values = List.copyOf(values);
    boolean compares = name.operator() != Operator.NULL;
    boolean replaces = variables && name.operator().family().takesVariables();
    this.tests = new ValueTest[compares ? values.size() : 0];
    this.templates = new Template[compares && replaces ? values.size() : 0];
    for (int i = 0; i < tests.length; i++) {
      tests[i] = ValueTests.of(name.operator(), values.get(i), variables);
    }
    for (int i = 0; i < templates.length; i++) {
      templates[i] = Template.of(values.get(i), true);
    }
  }

  /**
   * Compiles one operator, key and its values.
   *
   * @param variables whether policy variables count, that is whether the document has version
   *     2012-10-17
   */
  public static Condition of(
      OperatorName name, String key, List<String> values, boolean variables) {
    return new Condition(name, ContextKey.of(key), values, variables, false);
  }

  /** A condition with an operator that AWS does not have; it never holds in an Allow. */
  public static Condition never(String operator, String key, List<String> values) {
    OperatorName name = new OperatorName(operator, Quantifier.ONE, Operator.STRING_EQUALS, false);
    return new Condition(name, ContextKey.of(key), values, false, true);
  }

  public OperatorName name() {
    return name;
  }

  /** Whether AWS has no such operator. */
  public boolean isNever() {
    return never;
  }

  public ContextKey key() {
    return key;
  }

  /** The values as written. */
  public List<String> values() {
    return values;
  }

  /** Whether a value holds a variable that would be replaced. */
  public boolean hasVariables() {
    for (Template template : templates) {
      if (!template.isFixed()) {
        return true;
      }
    }
    return false;
  }

  /** Names the key and every key asked for by a variable. */
  public void forEachKey(Consumer<ContextKey> action) {
    action.accept(key);
    for (Template template : templates) {
      template.forEachKey(action);
    }
  }

  /** Whether the request satisfies the condition, as an Allow reads it. */
  public Truth truth(Context context) {
    return truth(context, Truth.NO);
  }

  /**
   * Whether the request satisfies the condition.
   *
   * @param unreadable what a comparison counts as that makes no sense, because a value of the
   *     policy or of the request is none that the operator can read, or the operator does not
   *     exist. An Allow takes {@code NO} and a Deny {@code UNKNOWN}: whoever wrote it meant to keep
   *     somebody out, and nobody can say whom.
   */
  public Truth truth(Context context, Truth unreadable) {
    if (never) {
      return unreadable;
    }
    Object state = context.state(key);
    if (name.operator() == Operator.NULL) {
      return Context.isUnknown(state) ? nullUnknown(unreadable) : presence(state, unreadable);
    }
    if (Context.isUnknown(state)) {
      return Truth.UNKNOWN;
    }
    return switch (name.quantifier()) {
      case ONE -> {
        if (isAbsent(state)) {
          yield Truth.of(name.ifExists() || name.operator().negated());
        }
        yield state instanceof String value ? one(value, context, unreadable) : Truth.NO;
      }
      case FOR_ALL_VALUES ->
          isNullSet(state) ? Truth.YES : all(several(state), context, unreadable);
      case FOR_ANY_VALUE -> isAbsent(state) ? Truth.NO : any(several(state), context, unreadable);
    };
  }

  /** {@code Null} with both "true" and "false" holds whatever the request says. */
  private Truth nullUnknown(Truth unreadable) {
    Truth whenAbsent = presence(null, unreadable);
    return whenAbsent == presence("present", unreadable) ? whenAbsent : Truth.UNKNOWN;
  }

  private Truth presence(@Nullable Object state, Truth unreadable) {
    boolean absent = isNullSet(state) && !(state instanceof String);
    Truth truth = Truth.NO;
    for (String value : values) {
      Boolean wantsAbsent = ValueTests.Values.bool(value);
      truth = truth.or(wantsAbsent == null ? unreadable : Truth.of(wantsAbsent == absent));
    }
    return truth;
  }

  private Truth one(String value, Context context, Truth unreadable) {
    boolean negated = name.operator().negated();
    Truth truth = Truth.of(negated);
    for (ValueTest test : tests) {
      Match match = test.test(value, context);
      truth = negated ? truth.and(none(match, unreadable)) : truth.or(some(match, unreadable));
      if (truth == Truth.of(!negated)) {
        return truth;
      }
    }
    return truth;
  }

  private Truth all(String[] several, Context context, Truth unreadable) {
    Truth truth = Truth.YES;
    for (String value : several) {
      truth = truth.and(one(value, context, unreadable));
    }
    return truth;
  }

  private Truth any(String[] several, Context context, Truth unreadable) {
    Truth truth = Truth.NO;
    for (String value : several) {
      truth = truth.or(one(value, context, unreadable));
    }
    return truth;
  }

  private static Truth some(Match match, Truth unreadable) {
    return switch (match) {
      case YES -> Truth.YES;
      case UNKNOWN -> Truth.UNKNOWN;
      case UNREADABLE -> unreadable;
      case NO, UNRESOLVED -> Truth.NO;
    };
  }

  private static Truth none(Match match, Truth unreadable) {
    return switch (match) {
      case NO -> Truth.YES;
      case UNKNOWN -> Truth.UNKNOWN;
      case UNREADABLE -> unreadable;
      case YES, UNRESOLVED -> Truth.NO;
    };
  }

  private static String[] several(@Nullable Object state) {
    return state instanceof String[] several ? several : new String[] {String.valueOf(state)};
  }

  private static boolean isAbsent(@Nullable Object state) {
    return state == null || (state instanceof String[] several && several.length == 0);
  }

  /** Absent, or nothing but empty strings: what the guide calls a null data set. */
  private static boolean isNullSet(@Nullable Object state) {
    if (state instanceof String value) {
      return value.isEmpty();
    }
    if (state instanceof String[] several) {
      for (String value : several) {
        if (!value.isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the operator can compare a value of the policy at all; true where variables decide. */
  public boolean canRead(String value) {
    return switch (name.operator().family()) {
      case STRING -> true;
      case NUMERIC -> ValueTests.Values.number(value) != null;
      case DATE -> Dates.parse(value) != null;
      case BOOL, NULL -> value.contains("${") || ValueTests.Values.bool(value) != null;
      case BINARY -> ValueTests.Values.base64(value) != null;
      case IP -> IpRange.parse(value) != null;
      case ARN -> ArnPattern.parse(value, false, false) != null;
    };
  }

  /** Whether the operator has a set prefix. */
  public boolean takesSeveral() {
    return name.quantifier() != Quantifier.ONE;
  }

  @Override
  public String toString() {
    return (never ? name.source() : name.word()) + " " + key + " " + values;
  }
}
