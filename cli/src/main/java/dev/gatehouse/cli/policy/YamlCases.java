package dev.gatehouse.cli.policy;

import dev.gatehouse.estate.yaml.Yaml;
import dev.gatehouse.estate.yaml.YamlException;
import dev.gatehouse.policy.json.JsonException;
import dev.gatehouse.policy.json.JsonReader;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.trial.CaseException;
import dev.gatehouse.policy.trial.PolicyCase;
import dev.gatehouse.policy.trial.QuestionReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Cases in YAML: {@code defaults} with any keys of a case, and {@code cases}. A policy may be a
 * file beside the YAML, several actions or resources make several cases, and what AWS derives of
 * the caller is derived. docs/policy.md has an example.
 */
final class YamlCases {
  private static final Map<String, String> WORDS =
      Map.of(
          "allowed", "Allowed",
          "denied", "Denied",
          "implicitly denied", "ImplicitlyDenied",
          "explicitly denied", "ExplicitlyDenied",
          "unknown", "Unknown");

  private final Path folder;

  private YamlCases(Path folder) {
    this.folder = folder;
  }

  static List<PolicyCase> read(Path file, String text) {
    Object root;
    try {
      root = Yaml.tree(text);
    } catch (YamlException e) {
      CaseException refusal = new CaseException(String.valueOf(e.getMessage()));
      refusal.initCause(e);
      throw refusal;
    }
    if (!(root instanceof Map<?, ?> map) || !(map.get("cases") instanceof List<?> cases)) {
      throw new CaseException("a YAML file of cases has a list `cases`");
    }
    Path parent = file.toAbsolutePath().getParent();
    YamlCases reader = new YamlCases(parent == null ? Path.of(".") : parent);
    List<PolicyCase> found = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      if (!(cases.get(i) instanceof Map<?, ?> own)) {
        throw new CaseException("case " + (i + 1) + " is no mapping of keys");
      }
      Map<String, Object> merged = new LinkedHashMap<>();
      merged.put("derive", "true");
      putAll(merged, map.get("defaults"));
      putAll(merged, own);
      reader.cases(merged, i + 1, found);
    }
    return found;
  }

  private static void putAll(Map<String, Object> merged, @Nullable Object keys) {
    if (keys instanceof Map<?, ?> map) {
      map.forEach((key, value) -> merged.put(String.valueOf(key), value));
    }
  }

  private void cases(Map<String, Object> keys, int number, List<PolicyCase> found) {
    keys.putIfAbsent("id", "case " + number);
    Object expected = keys.remove("expect");
    String word = WORDS.get(String.valueOf(expected).toLowerCase(Locale.ROOT));
    if (word == null) {
      throw new CaseException(
          "`expect` of case "
              + number
              + " is one of "
              + String.join(", ", new TreeSet<>(WORDS.keySet())));
    }
    keys.put("expected", word);
    rename(keys, "identity", "identityPolicies");
    rename(keys, "boundary", "permissionsBoundary");
    rename(keys, "session", "sessionPolicy");
    keys.computeIfPresent("identityPolicies", (k, v) -> policies(v));
    keys.computeIfPresent("permissionsBoundary", (k, v) -> policies(v));
    keys.computeIfPresent("sessionPolicy", (k, v) -> policies(v));
    keys.computeIfPresent("resourcePolicy", (k, v) -> policy(v));
    keys.computeIfPresent("scps", (k, v) -> levels(v));
    keys.computeIfPresent("rcps", (k, v) -> levels(v));
    for (Object action : list(keys.get("action"))) {
      for (Object resource : list(keys.getOrDefault("resource", "*"))) {
        Map<String, Object> one = new LinkedHashMap<>(keys);
        one.put("action", action);
        one.put("resource", resource);
        found.add(QuestionReader.readCase(JsonWriter.line(texts(one))));
      }
    }
  }

  private static void rename(Map<String, Object> keys, String from, String to) {
    if (keys.containsKey(from)) {
      keys.put(to, keys.remove(from));
    }
  }

  private static List<?> list(@Nullable Object value) {
    if (value == null) {
      throw new CaseException("a case has no `action`; add it");
    }
    return value instanceof List<?> list ? list : List.of(value);
  }

  private List<Object> policies(Object value) {
    List<Object> found = new ArrayList<>();
    list(value).forEach(each -> found.add(policy(each)));
    return found;
  }

  private List<Object> levels(Object value) {
    List<Object> found = new ArrayList<>();
    for (Object each : list(value)) {
      Map<String, Object> level = new LinkedHashMap<>();
      putAll(level, each);
      level.computeIfPresent("policies", (k, v) -> policies(v));
      found.add(level);
    }
    return found;
  }

  /** A document, the ARN of an AWS-managed policy, or the name of a file that holds a document. */
  private Object policy(@Nullable Object value) {
    if (value instanceof String name && name.endsWith(".json")) {
      try {
        return JsonReader.read(Input.text(folder.resolve(name).toString()));
      } catch (JsonException e) {
        throw new CaseException("`" + name + "` line " + e.line() + ": " + e.getMessage());
      }
    }
    return value == null ? "null" : value;
  }

  /** Numbers and truths as texts, which is how policies and contexts have them. */
  private static @Nullable Object texts(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      map.forEach((key, each) -> members.put(String.valueOf(key), texts(each)));
      return members;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(each -> items.add(texts(each)));
      return items;
    }
    return value == null || value instanceof JsonValue ? value : value.toString();
  }
}
