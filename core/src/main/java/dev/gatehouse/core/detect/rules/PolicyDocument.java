package dev.gatehouse.core.detect.rules;

import dev.gatehouse.core.trail.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * As much of a policy document as the first detections ask: whom it names and whether it grants
 * everything. It decides no requests.
 */
record PolicyDocument(List<Statement> statements) {
  /** Condition keys that say who may call or from where, so that a {@code *} is not everyone. */
  private static final Set<String> NARROWING =
      Set.of(
          "aws:principalorgid",
          "aws:principalorgpaths",
          "aws:principalaccount",
          "aws:principalarn",
          "aws:sourceaccount",
          "aws:sourcearn",
          "aws:sourceorgid",
          "aws:sourceorgpaths",
          "aws:sourceowner",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:vpcsourceip",
          "aws:sourceip",
          "kms:calleraccount");

  /**
   * A statement.
   *
   * @param principals values by kind ({@code AWS}, {@code Service}, {@code Federated}, {@code
   *     CanonicalUser}); {@code NotPrincipal} is read as {@code AWS: *}, which is what it lets in
   * @param conditions condition keys, lower case, of operators that must match something
   * @param conditional it has a condition of any kind
   */
  record Statement(
      boolean allow,
      Map<String, Set<String>> principals,
      List<String> actions,
      List<String> notActions,
      List<String> resources,
      Set<String> conditions,
      boolean conditional) {

    /** Whether a condition keeps out all but named callers. */
    boolean isNarrowed() {
      return conditions.stream().anyMatch(NARROWING::contains);
    }
  }

  /**
   * Reads a document.
   *
   * @param document JSON text, URL-encoded JSON text, or a document already parsed
   * @return null if it is none
   */
  static @Nullable PolicyDocument of(@Nullable Object document) {
    Object parsed = document instanceof String text ? parse(text) : document;
    if (!(parsed instanceof Map<?, ?>)) {
      return null;
    }
    List<Statement> statements = new ArrayList<>();
    for (Tree statement : Tree.of(parsed).at("Statement").items()) {
      statements.add(statement(statement));
    }
    return new PolicyDocument(List.copyOf(statements));
  }

  /** Whether some statement allows every action of every service on every resource. */
  boolean grantsEverything() {
    return allows("*");
  }

  /** Whether some statement allows everything IAM can do, on every resource: as good as all. */
  boolean grantsAllOfIam() {
    return allows("iam:*");
  }

  private boolean allows(String action) {
    return statements.stream()
        .anyMatch(s -> s.allow() && s.resources().contains("*") && covers(s, action));
  }

  private static boolean covers(Statement s, String action) {
    if (!s.notActions().isEmpty()) {
      return s.notActions().stream().noneMatch(not -> not.equals("*") || not.startsWith("iam:"));
    }
    return s.actions().stream().anyMatch(a -> a.equals("*") || a.equals("*:*") || a.equals(action));
  }

  private static @Nullable Object parse(String text) {
    try {
      String json =
          text.startsWith("%7B") || text.startsWith("%0A")
              ? URLDecoder.decode(text, StandardCharsets.UTF_8)
              : text;
      return Json.tree(json);
    } catch (IllegalArgumentException notJson) {
      return null;
    }
  }

  private static Statement statement(Tree s) {
    Map<String, Set<String>> principals = new TreeMap<>();
    Tree principal = s.at("Principal");
    if (!s.at("NotPrincipal").isAbsent() || "*".equals(principal.text())) {
      principals.put("AWS", Set.of("*"));
    }
    for (Object kind : principal.fields().keySet()) {
      String name = kind.toString();
      principals.put(name, new TreeSet<>(principal.at(name).texts()));
    }
    Set<String> conditions = new TreeSet<>();
    for (Map.Entry<?, ?> operator : s.at("Condition").fields().entrySet()) {
      if (mustMatch(operator.getKey().toString())) {
        for (Object key : Tree.of(operator.getValue()).fields().keySet()) {
          conditions.add(key.toString().toLowerCase(Locale.ROOT));
        }
      }
    }
    return new Statement(
        "Allow".equals(s.at("Effect").text()),
        principals,
        lower(s.at("Action").texts()),
        lower(s.at("NotAction").texts()),
        s.at("Resource").texts(),
        conditions,
        !s.at("Condition").fields().isEmpty());
  }

  private static boolean mustMatch(String operator) {
    String name = operator.toLowerCase(Locale.ROOT);
    return !name.contains("not") && !name.endsWith("ifexists") && !name.equals("null");
  }

  private static List<String> lower(List<String> texts) {
    return texts.stream().map(t -> t.toLowerCase(Locale.ROOT)).toList();
  }
}
