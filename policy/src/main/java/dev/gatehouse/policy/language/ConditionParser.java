package dev.gatehouse.policy.language;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.condition.OperatorName;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import dev.gatehouse.policy.language.Policy.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a Condition block. */
final class ConditionParser {
  private final Version version;
  private final ProblemLog log;
  private boolean broken;

  ConditionParser(Version version, ProblemLog log) {
    this.version = version;
    this.log = log;
  }

  /** Whether the block has a shape that nobody can give a meaning to. */
  boolean broken() {
    return broken;
  }

  List<Condition> parse(@Nullable JsonValue block, String path) {
    List<Condition> found = new ArrayList<>();
    if (block == null) {
      return found;
    }
    if (!(block instanceof JsonObject operators)) {
      log.error("no-object", "`Condition` is an object of operators", path, block);
      broken = true;
      return found;
    }
    if (log.duplicates(operators, path)) {
      return found;
    }
    for (Member member : operators.members()) {
      operator(member, path + "." + member.name(), found);
    }
    return found;
  }

  private void operator(Member member, String path, List<Condition> found) {
    OperatorName name = OperatorName.parse(member.name());
    if (name == null) {
      log.error(
          "unknown-operator",
          ProblemLog.quote(member.name()) + " is no condition operator and never matches",
          path,
          member);
    } else if (!name.word().equals(member.name())) {
      log.error("operator-spelling", "write the operator as `" + name.word() + "`", path, member);
    }
    if (!(member.value() instanceof JsonObject keys)) {
      log.error("no-object", "an operator holds an object of keys", path, member.value());
      broken = true;
      return;
    }
    if (log.duplicates(keys, path)) {
      return;
    }
    for (Member key : keys.members()) {
      List<String> values = new ArrayList<>();
      for (Scalar scalar : log.strings(key.value(), path + "." + key.name(), true)) {
        values.add(scalar.text());
      }
      found.add(
          name == null
              ? Condition.never(member.name(), key.name(), values)
              : Condition.of(name, key.name(), values, version.hasVariables()));
    }
  }
}
