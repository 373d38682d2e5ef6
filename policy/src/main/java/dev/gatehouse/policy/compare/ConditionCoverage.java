package dev.gatehouse.policy.compare;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.condition.Operator;
import dev.gatehouse.policy.condition.OperatorName;
import dev.gatehouse.policy.pattern.ArnPattern;
import dev.gatehouse.policy.pattern.Glob;
import dev.gatehouse.policy.pattern.GlobRelation;
import java.util.HashSet;
import java.util.List;

/** Whether one condition holds only where another does. */
final class ConditionCoverage {
  private ConditionCoverage() {}

  /** Whether {@code wide} surely holds for every request for which {@code narrow} does. */
  static boolean implies(Condition narrow, Condition wide) {
    if (narrow.isNever()) {
      return true;
    }
    if (wide.isNever() || !narrow.key().equals(wide.key())) {
      return false;
    }
    OperatorName n = narrow.name();
    OperatorName w = wide.name();
    if (n.quantifier() != w.quantifier()) {
      return false;
    }
    boolean exists = n.ifExists() == w.ifExists() || (!n.ifExists() && w.ifExists());
    if (!exists) {
      return false;
    }
    if (n.operator().family() == Operator.Family.ARN
        && w.operator().family() == Operator.Family.ARN
        && n.operator().negated() == w.operator().negated()) {
      // ArnEquals and ArnLike compare alike (IAM guide, "ARN condition operators").
      return n.operator().negated()
          ? new HashSet<>(narrow.values()).containsAll(wide.values())
          : narrow.values().stream().allMatch(value -> anyContainsArn(wide.values(), value));
    }
    if (n.operator() != w.operator()) {
      return n.operator() == Operator.STRING_EQUALS
          && w.operator() == Operator.STRING_LIKE
          && isPlain(narrow)
          && isPlain(wide)
          && narrow.values().stream().allMatch(value -> anyMatches(wide.values(), value));
    }
    if (n.operator().negated()) {
      return new HashSet<>(narrow.values()).containsAll(wide.values());
    }
    if (new HashSet<>(wide.values()).containsAll(narrow.values())) {
      return true;
    }
    return n.operator() == Operator.STRING_LIKE
        && isPlain(narrow)
        && isPlain(wide)
        && narrow.values().stream().allMatch(value -> anyContains(wide.values(), value));
  }

  private static boolean isPlain(Condition condition) {
    return condition.values().stream().noneMatch(value -> value.contains("${"));
  }

  private static boolean anyContainsArn(List<String> patterns, String value) {
    ArnPattern narrow = ArnPattern.parse(value, false, false);
    return patterns.contains(value)
        || (narrow != null
            && !value.contains("${")
            && patterns.stream()
                .filter(each -> !each.contains("${"))
                .map(each -> ArnPattern.parse(each, false, false))
                .anyMatch(each -> each != null && each.contains(narrow)));
  }

  private static boolean anyMatches(List<String> patterns, String value) {
    return patterns.stream().anyMatch(pattern -> Glob.of(pattern).matches(value));
  }

  private static boolean anyContains(List<String> patterns, String pattern) {
    Glob narrow = Glob.of(pattern);
    return patterns.stream().anyMatch(each -> GlobRelation.contains(Glob.of(each), narrow));
  }
}
