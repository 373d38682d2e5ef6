package dev.gatehouse.policy.language;

import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonValue.JsonArray;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.json.JsonValue.Member;
import dev.gatehouse.policy.json.JsonValue.Scalar;
import dev.gatehouse.policy.json.JsonValue.ScalarType;
import dev.gatehouse.policy.language.Problem.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects problems while a document is read, up to a bound: a hostile one has no end of them. */
final class ProblemLog {
  private static final int PROBLEMS_MAX = 1_000;
  private static final int QUOTE_LENGTH_MAX = 200;

  private final List<Problem> problems = new ArrayList<>();
  private int shapes;

  List<Problem> problems() {
    return problems;
  }

  void error(String code, String message, String path, JsonValue at) {
    error(code, message, path, at.line(), at.column());
  }

  void error(String code, String message, String path, Member at) {
    error(code, message, path, at.line(), at.column());
  }

  void error(String code, String message, String path, int line, int column) {
    if (problems.size() < PROBLEMS_MAX) {
      problems.add(new Problem(Severity.ERROR, code, message, path, line, column));
    }
  }

  /** How many parts so far had a shape without one meaning, also those beyond the bound. */
  int shapes() {
    return shapes;
  }

  void misshapen(String message, String path, JsonValue at) {
    shapes++;
    error("no-string", message, path, at);
  }

  /** A value as it may appear in a message. */
  static String quote(String value) {
    String shown =
        value.length() <= QUOTE_LENGTH_MAX ? value : value.substring(0, QUOTE_LENGTH_MAX) + "…";
    StringBuilder clean = new StringBuilder("`");
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      clean.append(Character.isISOControl(c) || c == '`' ? '\u00B7' : c);
    }
    return clean.append('`').toString();
  }

  /**
   * Whether an object has a name twice, which is noted. AWS refuses such a document and readers of
   * JSON differ in which of the two they take, so nobody can say what it means.
   */
  boolean duplicates(JsonObject object, String path) {
    int before = shapes;
    Set<String> seen = new HashSet<>();
    for (Member member : object.members()) {
      if (!seen.add(member.name())) {
        shapes++;
        error(
            "duplicate-key",
            quote(member.name()) + " stands here twice and AWS refuses the policy; merge them",
            path,
            member);
      }
    }
    return shapes > before;
  }

  /** The text of a string; "" and a problem for anything else. */
  String string(JsonValue value, String path) {
    if (value instanceof Scalar scalar && scalar.type() == ScalarType.STRING) {
      return scalar.text();
    }
    misshapen("`" + path + "` is a string, not " + value.kind(), path, value);
    return "";
  }

  /**
   * A string or a list of strings, each with its place; other scalars only where they are usual.
   */
  List<Scalar> strings(JsonValue value, String path, boolean anyScalar) {
    List<Scalar> found = new ArrayList<>();
    List<JsonValue> items = value instanceof JsonArray array ? array.items() : List.of(value);
    for (JsonValue item : items) {
      if (item instanceof Scalar scalar
          && (scalar.type() == ScalarType.STRING
              || (anyScalar && scalar.type() != ScalarType.NULL))) {
        found.add(scalar);
      } else {
        misshapen("`" + path + "` takes strings, not " + item.kind(), path, item);
      }
    }
    return found;
  }
}
