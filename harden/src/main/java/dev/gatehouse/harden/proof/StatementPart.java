package dev.gatehouse.harden.proof;

import dev.gatehouse.estate.admission.PrincipalKind;
import dev.gatehouse.estate.admission.TrustedParty;
import dev.gatehouse.harden.history.ObservedCalls;
import dev.gatehouse.policy.pattern.Glob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a statement that is about one principal and one kind of caller: what a condition can
 * be asked of.
 *
 * @param party the principal as it stands in the policy
 * @param kind who really comes as it
 * @param members of the statement, with this principal alone
 */
record StatementPart(
    TrustedParty party, PrincipalKind kind, List<ObservedCalls> uses, Map<String, Object> members) {

  StatementPart with(Map<String, Object> changed) {
    return new StatementPart(party, kind, uses, changed);
  }

  /** The same for other principals. */
  StatementPart withPrincipal(Map<String, Object> principal) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.put("Principal", principal);
    return with(changed);
  }

  /**
   * The same under one more condition. One that the statement already has under the same operator
   * and key is narrowed to the values given.
   */
  StatementPart with(String operator, String key, List<String> values) {
    Map<String, Object> conditions = new LinkedHashMap<>(conditions());
    Map<String, Object> keys = new LinkedHashMap<>();
    if (conditions.get(operator) instanceof Map<?, ?> old) {
      old.forEach(
          (name, value) -> {
            if (!String.valueOf(name).equalsIgnoreCase(key)) {
              keys.put(String.valueOf(name), value);
            }
          });
    }
    keys.put(key, values);
    conditions.put(operator, keys);
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.put("Condition", conditions);
    return with(changed);
  }

  /** Conditions on the key of an exact list that say nothing more than it, each as JSON. */
  List<String> wider(String operator, String key, List<String> exact) {
    List<String> wider = new ArrayList<>();
    conditions()
        .forEach(
            (other, keys) -> {
              if (keys instanceof Map<?, ?> map) {
                map.forEach(
                    (name, values) -> {
                      if (isWider(other, String.valueOf(name), values, operator, key, exact)) {
                        wider.add(TrustDocument.line(Map.of(other, Map.of(name, values))));
                      }
                    });
              }
            });
    return wider;
  }

  /** The same without them. */
  StatementPart withoutWider(String operator, String key, List<String> exact) {
    Map<String, Object> left = new LinkedHashMap<>();
    conditions()
        .forEach(
            (other, keys) -> {
              Map<String, Object> some = new LinkedHashMap<>();
              if (keys instanceof Map<?, ?> map) {
                map.forEach(
                    (name, values) -> {
                      if (!isWider(other, String.valueOf(name), values, operator, key, exact)) {
                        some.put(String.valueOf(name), values);
                      }
                    });
              }
              if (!some.isEmpty()) {
                left.put(other, some);
              }
            });
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.put("Condition", left);
    return with(changed);
  }

  private static boolean isWider(
      String other, String name, Object values, String operator, String key, List<String> exact) {
    return !other.equals(operator)
        && name.equalsIgnoreCase(key)
        && other.matches("(?:String|Arn)(?:Equals|Like)(?:IfExists)?")
        && exact.stream()
            .allMatch(
                value ->
                    value.indexOf('*') < 0
                        && texts(values).stream()
                            .anyMatch(
                                pattern ->
                                    other.startsWith("StringEquals")
                                        ? pattern.equals(value)
                                        : pattern.indexOf('$') < 0
                                            && Glob.of(pattern).matches(value)));
  }

  /** The values that the statement asks for under an operator and key; empty for none. */
  List<String> values(String operator, String key) {
    if (conditions().get(operator) instanceof Map<?, ?> keys) {
      for (Map.Entry<?, ?> entry : keys.entrySet()) {
        if (String.valueOf(entry.getKey()).equalsIgnoreCase(key)) {
          return texts(entry.getValue());
        }
      }
    }
    return List.of();
  }

  private static List<String> texts(Object value) {
    if (value instanceof List<?> list) {
      List<String> texts = new ArrayList<>();
      list.forEach(each -> texts.add(String.valueOf(each)));
      return texts;
    }
    return List.of(String.valueOf(value));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> conditions() {
    Object conditions = members.get("Condition");
    return conditions instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}
