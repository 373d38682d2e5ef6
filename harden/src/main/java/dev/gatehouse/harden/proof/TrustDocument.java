package dev.gatehouse.harden.proof;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.json.Json;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.trail.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A trust policy as a document that can be changed and written.
 *
 * @param version date of the language
 * @param statements each as its JSON members
 */
public record TrustDocument(String version, List<Map<String, Object>> statements) {
  public TrustDocument {
    statements = List.copyOf(statements);
  }

  /** The document of a compiled policy, less an Id. */
  public static TrustDocument of(Policy policy) {
    List<Map<String, Object>> statements = new ArrayList<>();
    for (Statement statement : policy.statements()) {
      statements.add(members(JsonWriter.line(statement.source())));
    }
    return new TrustDocument(policy.version().date(), statements);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> members(String json) {
    return (Map<String, Object>) (Map<?, ?>) Json.object(json);
  }

  /** The same where each Allow asks no longer for what is known to hold. */
  TrustDocument without(List<Condition> known) {
    List<Map<String, Object>> left = new ArrayList<>();
    for (Map<String, Object> statement : statements) {
      Map<String, Object> changed = new LinkedHashMap<>(statement);
      if ("Allow".equals(statement.get("Effect"))
          && statement.get("Condition") instanceof Map<?, ?> operators) {
        Map<String, Object> asked = new LinkedHashMap<>();
        operators.forEach(
            (operator, keys) -> {
              Map<String, Object> some = new LinkedHashMap<>();
              if (keys instanceof Map<?, ?> map) {
                map.forEach(
                    (key, values) -> {
                      boolean holds =
                          known.stream()
                              .anyMatch(
                                  each ->
                                      each.name().source().equalsIgnoreCase(operator.toString())
                                          && each.key().name().equalsIgnoreCase(key.toString())
                                          && sameTexts(each.values(), values));
                      if (!holds) {
                        some.put(key.toString(), values);
                      }
                    });
              }
              if (!some.isEmpty()) {
                asked.put(operator.toString(), some);
              }
            });
        if (asked.isEmpty()) {
          changed.remove("Condition");
        } else {
          changed.put("Condition", asked);
        }
      }
      left.add(changed);
    }
    return new TrustDocument(version, left);
  }

  private static boolean sameTexts(List<String> one, Object other) {
    Set<String> texts = new TreeSet<>();
    for (Object each : other instanceof List<?> list ? list : List.of(other)) {
      texts.add(String.valueOf(each));
    }
    return texts.equals(new TreeSet<>(one));
  }

  /** The compiled policy. */
  public Policy policy(String name) {
    return Policy.parse(name, json());
  }

  /** On several lines, as AWS shows documents. */
  public String json() {
    return JsonWriter.pretty(json -> JsonWriter.value(json, single(tree())));
  }

  /** On one line with sorted names, so that equal documents have equal text. */
  public String canonical() {
    return JsonWriter.line(sorted(tree()));
  }

  /** SHA-256 of the canonical text, as lower-case hexadecimal. */
  public String sha256() {
    return Sha256.hex(canonical().getBytes(StandardCharsets.UTF_8));
  }

  /** Whether two statements say the same. */
  static boolean equal(Map<String, Object> one, Map<String, Object> other) {
    return new TrustDocument("", List.of(one))
        .canonical()
        .equals(new TrustDocument("", List.of(other)).canonical());
  }

  /** A statement with sorted names and lists, so that statements that say the same are equal. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> plain(Map<String, Object> statement) {
    return (Map<String, Object>) Objects.requireNonNull(sorted(statement));
  }

  /** A part of a document as JSON on one line. */
  static String line(Object part) {
    return JsonWriter.line(part);
  }

  private Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("Version", version);
    tree.put("Statement", statements);
    return tree;
  }

  /** Lists of text are sets in IAM, and one text is a list of one. */
  private static @Nullable Object sorted(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> sorted = new TreeMap<>();
      map.forEach((name, each) -> sorted.put(String.valueOf(name), sorted(each)));
      return sorted;
    }
    if (value instanceof List<?> list) {
      if (list.size() == 1 && !(list.get(0) instanceof Map)) {
        return sorted(list.get(0));
      }
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(each -> items.add(sorted(each)));
      if (items.stream().allMatch(String.class::isInstance)) {
        items.sort((one, other) -> String.valueOf(one).compareTo(String.valueOf(other)));
      }
      return items;
    }
    return value;
  }

  /** A list of one text is written as the text. */
  private static @Nullable Object single(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      map.forEach((name, each) -> members.put(String.valueOf(name), single(each)));
      return members;
    }
    if (value instanceof List<?> list) {
      return list.size() == 1 && list.get(0) instanceof String
          ? list.get(0)
          : list.stream().map(TrustDocument::single).toList();
    }
    return value;
  }
}
