package dev.gatehouse.harden.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the parts of a statement together again, and gives each statement a name of its own. */
final class StatementNames {
  private StatementNames() {}

  /** Parts that differ only in their principals become one statement. */
  static List<Map<String, Object>> merged(List<StatementPart> units) {
    return joined(units.stream().map(StatementPart::members).toList());
  }

  /** Statements that differ only in their principals become one. */
  static List<Map<String, Object>> joined(List<Map<String, Object>> parts) {
    Map<Map<String, Object>, Map<String, List<String>>> principals = new LinkedHashMap<>();
    for (Map<String, Object> part : parts) {
      Map<String, Object> rest = new LinkedHashMap<>(part);
      Object principal = rest.remove("Principal");
      Map<String, List<String>> names =
          principals.computeIfAbsent(rest, key -> new LinkedHashMap<>());
      if (principal instanceof Map<?, ?> map) {
        map.forEach((type, values) -> add(names, String.valueOf(type), values));
      }
    }
    List<Map<String, Object>> merged = new ArrayList<>();
    principals.forEach((rest, names) -> merged.add(statement(rest, names)));
    return merged;
  }

  private static void add(Map<String, List<String>> names, String type, Object values) {
    List<String> list = names.computeIfAbsent(type, key -> new ArrayList<>());
    for (Object value : values instanceof List<?> several ? several : List.of(values)) {
      if (!list.contains(String.valueOf(value))) {
        list.add(String.valueOf(value));
      }
    }
  }

  /** The order in which people write them. */
  private static Map<String, Object> statement(
      Map<String, Object> rest, Map<String, List<String>> names) {
    Map<String, Object> statement = new LinkedHashMap<>();
    if (rest.containsKey("Sid")) {
      statement.put("Sid", rest.get("Sid"));
    }
    statement.put("Effect", rest.get("Effect"));
    statement.put("Principal", names);
    rest.forEach(statement::putIfAbsent);
    return statement;
  }

  /** AWS refuses two statements of one Sid. */
  static List<Map<String, Object>> unique(List<Map<String, Object>> statements) {
    Set<Object> taken = new HashSet<>();
    List<Map<String, Object>> unique = new ArrayList<>();
    for (Map<String, Object> statement : statements) {
      Object sid = statement.get("Sid");
      Object name = sid;
      for (int n = 2; sid != null && !taken.add(name); n++) {
        name = sid + String.valueOf(n);
      }
      Map<String, Object> named = new LinkedHashMap<>(statement);
      if (name != null) {
        named.put("Sid", name);
      }
      unique.add(named);
    }
    return unique;
  }
}
