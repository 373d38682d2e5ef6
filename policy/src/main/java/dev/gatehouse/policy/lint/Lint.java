package dev.gatehouse.policy.lint;

import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import dev.gatehouse.policy.language.Problem;
import dev.gatehouse.policy.language.Problem.Severity;
import dev.gatehouse.policy.language.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Checks one document. Errors are what AWS would refuse, warnings what does not do what it seems
 * to.
 */
public final class Lint {
  private final Policy policy;
  private final PolicyKind kind;
  private final List<Problem> problems = new ArrayList<>();

  private Lint(Policy policy, PolicyKind kind) {
    this.policy = policy;
    this.kind = kind;
  }

  /** All problems of a document that is attached as {@code kind}, in the order of their lines. */
  public static List<Problem> check(Policy policy, PolicyKind kind) {
    Lint lint = new Lint(policy, kind);
    lint.problems.addAll(policy.problems());
    for (Statement statement : policy.statements()) {
      if (!statement.broken()) {
        ElementLint.check(statement, lint);
        GrantLint.check(statement, lint);
        MatchLint.check(statement, lint);
        ConditionLint.check(statement, lint);
        PrincipalLint.check(statement, lint);
      }
    }
    lint.problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    return List.copyOf(lint.problems);
  }

  Policy policy() {
    return policy;
  }

  PolicyKind kind() {
    return kind;
  }

  void error(String code, String message, Statement statement, String element) {
    add(Severity.ERROR, code, message, statement, element);
  }

  void warn(String code, String message, Statement statement, String element) {
    add(Severity.WARNING, code, message, statement, element);
  }

  private void add(
      Severity severity, String code, String message, Statement statement, String element) {
    JsonValue at = statement.source().get(element);
    at = at == null ? statement.source() : at;
    String path = "Statement[" + (statement.index() + 1) + "]." + element;
    problems.add(new Problem(severity, code, message, path, at.line(), at.column()));
  }
}
