package dev.gatehouse.estate.admission;

import dev.gatehouse.estate.Cidr;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.condition.Operator;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.pattern.Glob;
import dev.gatehouse.policy.pattern.GlobRelation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a state of one condition key that meets all of some conditions and none of others.
 *
 * <p>Candidates are tried with the policy engine itself, so a state that is found is right. That
 * none was found proves there is none where the candidates stand for all values: for equality each
 * value that is named and one that is not, for numbers, dates and addresses each bound and what
 * lies beside it. Two patterns that must both match are disproved by their shape. Otherwise the
 * answer is "cannot tell".
 */
final class KeySearch {
  private final String key;
  private final KeyPresence presence;
  private final List<Condition> required;
  private final List<Condition> forbidden;
  private final String account;

  private @Nullable Consumer<Context.Builder> found;

  /**
   * @param account of the caller or the role, to fill into ARN patterns
   */
  KeySearch(
      String key,
      KeyPresence presence,
      List<Condition> required,
      List<Condition> forbidden,
      String account) {
    this.key = key;
    this.presence = presence;
    this.required = required;
    this.forbidden = forbidden;
    this.account = account;
  }

  /** Whether there is such a state. */
  Truth search() {
    if (presence.mayBeAbsent() && passes(keys -> {})) {
      return Truth.YES;
    }
    if (!presence.mayBePresent()) {
      return Truth.NO;
    }
    Set<String> values = candidates();
    for (String value : values) {
      boolean set = presence.domain().several();
      if (passes(keys -> put(keys, set ? List.of(value) : null, value))) {
        return Truth.YES;
      }
    }
    if (presence.domain().several()) {
      if (passes(keys -> put(keys, List.copyOf(values), ""))) {
        return Truth.YES;
      }
      boolean tried = presence.domain().closed() && values.size() <= 1;
      return (tried && !hasVariables()) || onlyPlainPositive() ? Truth.NO : Truth.UNKNOWN;
    }
    return isProved() ? Truth.NO : Truth.UNKNOWN;
  }

  /** Puts the state that was found; only after {@link #search} said yes. */
  void putTo(Context.Builder keys) {
    if (found != null) {
      found.accept(keys);
    }
  }

  private void put(Context.Builder keys, @Nullable List<String> several, String value) {
    if (several == null) {
      keys.put(key, value);
    } else {
      keys.putAll(key, several);
    }
  }

  private boolean passes(Consumer<Context.Builder> state) {
    Context.Builder builder = Context.empty().toBuilder();
    state.accept(builder);
    Context context = builder.build();
    for (Condition condition : required) {
      if (condition.truth(context) != Truth.YES) {
        return false;
      }
    }
    for (Condition condition : forbidden) {
      if (condition.truth(context) != Truth.NO) {
        return false;
      }
    }
    found = state;
    return true;
  }

  /** A key with several values fails every positive operator that has no set prefix. */
  private boolean onlyPlainPositive() {
    return required.stream()
        .anyMatch(
            each ->
                !each.takesSeveral()
                    && !each.name().operator().negated()
                    && each.name().operator() != Operator.NULL);
  }

  private boolean isProved() {
    boolean patterns = false;
    boolean sets = false;
    for (Condition condition : all()) {
      Operator operator = condition.name().operator();
      sets |= condition.takesSeveral();
      patterns |=
          operator.family() == Operator.Family.ARN
              || operator == Operator.STRING_LIKE
              || operator == Operator.STRING_NOT_LIKE;
    }
    if (hasVariables() || sets) {
      return false;
    }
    return !patterns
        || presence.domain().closed()
        || isOfAnotherForm()
        || isEnumerated()
        || areDisjoint()
        || isEmptyPattern();
  }

  private boolean hasVariables() {
    return all().stream().anyMatch(Condition::hasVariables);
  }

  /** A single condition none of whose values can be read, or an operator that AWS does not have. */
  private boolean isEmptyPattern() {
    return required.stream()
        .anyMatch(
            each ->
                each.isNever()
                    || (!each.name().operator().negated()
                        && each.name().operator() != Operator.NULL
                        && each.values().stream().noneMatch(each::canRead)));
  }

  /** Whether a condition spells out all values that it lets through, and so all were tried. */
  private boolean isEnumerated() {
    return required.stream()
        .anyMatch(
            each ->
                switch (each.name().operator()) {
                  case STRING_EQUALS -> !each.takesSeveral();
                  case STRING_LIKE, ARN_EQUALS, ARN_LIKE ->
                      !each.takesSeveral() && each.values().stream().noneMatch(Shape::isWild);
                  default -> false;
                });
  }

  /** Whether a condition lets through no value of the form that all values have. */
  private boolean isOfAnotherForm() {
    List<Shape> shapes = presence.domain().shapes();
    return !shapes.isEmpty()
        && required.stream()
            .anyMatch(
                each ->
                    switch (each.name().operator()) {
                      case STRING_EQUALS ->
                          each.values().stream().noneMatch(presence.domain().accepts());
                      case STRING_LIKE, ARN_EQUALS, ARN_LIKE ->
                          each.values().stream()
                              .allMatch(
                                  value ->
                                      shapes.stream()
                                          .allMatch(shape -> shape.common(value) == null));
                      default -> false;
                    });
  }

  private boolean areDisjoint() {
    List<Condition> positive =
        required.stream()
            .filter(each -> !each.name().operator().negated())
            .filter(each -> each.name().operator().family() != Operator.Family.NULL)
            .toList();
    for (int i = 0; i < positive.size(); i++) {
      for (int j = i + 1; j < positive.size(); j++) {
        if (!mayMeet(positive.get(i), positive.get(j))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean mayMeet(Condition one, Condition other) {
    for (String a : one.values()) {
      for (String b : other.values()) {
        if (GlobRelation.mayMeet(glob(one, a), glob(other, b))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The texts that a value may match, or more. */
  private static Glob glob(Condition condition, String value) {
    return switch (condition.name().operator()) {
      case STRING_EQUALS -> Glob.of(value.indexOf('*') < 0 && value.indexOf('?') < 0 ? value : "*");
      case STRING_LIKE, ARN_EQUALS, ARN_LIKE -> Glob.of(value);
      default -> Glob.of("*");
    };
  }

  private List<Condition> all() {
    List<Condition> all = new ArrayList<>(required);
    all.addAll(forbidden);
    return all;
  }

  private Set<String> candidates() {
    Domain domain = presence.domain();
    Set<String> values = new LinkedHashSet<>(domain.samples());
    if (!domain.closed()) {
      for (Condition condition : all()) {
        for (String value : condition.values()) {
          switch (condition.name().operator().family()) {
            case STRING, BINARY, ARN -> texts(value, values);
            case NUMERIC -> {}
            case DATE -> dates(value, values);
            case BOOL -> values.addAll(List.of("true", "false"));
            case IP -> addresses(value, values);
            case NULL -> {}
          }
        }
      }
      numbers(values);
    }
    values.removeIf(value -> !domain.accepts().test(value));
    return values;
  }

  private void texts(String value, Set<String> values) {
    for (Shape shape : presence.domain().shapes()) {
      String common = shape.common(value);
      if (common != null) {
        values.add(common);
      }
    }
    values.add(value);
    values.add(value.toLowerCase(Locale.ROOT));
    values.add(value.toUpperCase(Locale.ROOT));
    if (value.indexOf('*') < 0 && value.indexOf('?') < 0) {
      return;
    }
    for (String filler : List.of("x", "", account, "us-east-1", "aws", "o-x/r-x/ou-x/")) {
      values.add(value.replace("*", filler).replace("?", "x"));
    }
    Arn arn = Arn.parse(value);
    if (arn != null) {
      values.add(
          new Arn(
                  fill(arn.partition(), "aws"),
                  fill(arn.service(), "iam"),
                  fill(arn.region(), "us-east-1"),
                  fill(arn.account(), account),
                  fill(arn.resource(), "x"))
              .toString());
    }
  }

  private static String fill(String part, String whole) {
    return part.equals("*") ? whole : part.replace("*", "x").replace("?", "x");
  }

  /** Every bound, and what lies between and beyond them. */
  private void numbers(Set<String> values) {
    TreeSet<BigDecimal> bounds = new TreeSet<>();
    for (Condition condition : all()) {
      if (condition.name().operator().family() == Operator.Family.NUMERIC) {
        condition.values().stream()
            .filter(condition::canRead)
            .forEach(v -> bounds.add(new BigDecimal(v)));
      }
    }
    if (bounds.isEmpty()) {
      return;
    }
    for (String sample : presence.domain().samples()) {
      if (sample.matches("-?[0-9]{1,18}")) {
        bounds.add(new BigDecimal(sample));
      }
    }
    BigDecimal before = bounds.first().subtract(BigDecimal.ONE);
    for (BigDecimal bound : bounds) {
      values.add(before.add(bound).divide(BigDecimal.valueOf(2)).toPlainString());
      values.add(bound.toPlainString());
      before = bound;
    }
    values.add(before.add(BigDecimal.ONE).toPlainString());
  }

  private static void dates(String value, Set<String> values) {
    var time = Times.parse(value);
    if (time != null) {
      values.add(time.toString());
      values.add(time.minusSeconds(1).toString());
      values.add(time.plusSeconds(1).toString());
    }
  }

  private static void addresses(String value, Set<String> values) {
    Cidr cidr;
    try {
      cidr = Cidr.of(value);
    } catch (IllegalArgumentException noNetwork) {
      return;
    }
    BigInteger size = BigInteger.ONE.shiftLeft(cidr.bits() - cidr.prefix());
    BigInteger end = cidr.first().add(size);
    for (BigInteger number :
        List.of(
            cidr.first(),
            cidr.first().subtract(BigInteger.ONE),
            end,
            end.subtract(BigInteger.ONE))) {
      if (number.signum() >= 0 && number.bitLength() <= cidr.bits()) {
        String text = new Cidr(number, cidr.bits(), cidr.bits()).toText();
        values.add(text.substring(0, text.indexOf('/')));
      }
    }
  }
}
