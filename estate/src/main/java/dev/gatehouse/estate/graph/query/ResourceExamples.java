package dev.gatehouse.estate.graph.query;

import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.context.ContextKey;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.pattern.ArnPattern;
import dev.gatehouse.policy.pattern.Glob;
import dev.gatehouse.policy.pattern.Template;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Things of a type that a subject could make or act on: one for each pattern of its own policies
 * that means things of the type, and one that no policy names.
 */
public final class ResourceExamples {
  private static final int EXAMPLES_MAX = 16;
  private static final String NAME = "x";

  private ResourceExamples() {}

  /**
   * ARNs to ask about, at most {@value #EXAMPLES_MAX}.
   *
   * @param actions the calls that are made on the thing
   * @param type of the thing, as {@code service:type} of the service authorization reference
   */
  public static Set<String> of(Subject subject, Set<String> actions, String type) {
    String service = type.substring(0, type.indexOf(':'));
    String form = ActionCatalogue.aws().resourceArn(service, type.substring(type.indexOf(':') + 1));
    if (form == null) {
      return Set.of("*");
    }
    Glob shape = Glob.of(form.replaceAll("\\$\\{[^}]*\\}", "*"));
    Set<String> found = new LinkedHashSet<>();
    found.add(any(form, subject));
    for (Policy policy : subject.identity()) {
      for (int place : policy.candidates(service)) {
        Statement statement = policy.statements().get(place);
        if (statement.effect() == Effect.ALLOW && !statement.broken()) {
          add(statement, subject, actions, shape, found);
        }
      }
    }
    return found;
  }

  /** Values that the statements which allow an action ask of a condition key. */
  public static Set<String> asked(Subject subject, String action, String key) {
    Set<String> values = new LinkedHashSet<>();
    ContextKey asked = ContextKey.of(key);
    for (Policy policy : subject.identity()) {
      for (int place : policy.candidates(action.substring(0, action.indexOf(':')))) {
        Statement statement = policy.statements().get(place);
        if (statement.effect() == Effect.ALLOW
            && !statement.broken()
            && matches(statement, Set.of(action))) {
          for (Condition condition : statement.conditions()) {
            if (condition.key().equals(asked) && !condition.name().operator().negated()) {
              Witness.values(condition, key, subject.keys(), values);
            }
          }
        }
      }
    }
    return values;
  }

  private static void add(
      Statement statement, Subject subject, Set<String> actions, Glob shape, Set<String> found) {
    var element = statement.resource();
    if (element == null || element.negated() || !matches(statement, actions)) {
      return;
    }
    for (ArnPattern pattern : element.patterns()) {
      if (found.size() < EXAMPLES_MAX
          && pattern.resolution(subject.keys()) == Template.Resolution.RESOLVED) {
        String example = pattern.example(NAME, subject.keys());
        if (shape.matches(example)) {
          found.add(example);
        }
      }
    }
  }

  private static boolean matches(Statement statement, Set<String> actions) {
    for (String action : actions) {
      String lower = action.toLowerCase(Locale.ROOT);
      if (statement.matchesAction(lower, lower.indexOf(':'))) {
        return true;
      }
    }
    return false;
  }

  private static String any(String form, Subject subject) {
    String arn = subject.arn().isEmpty() ? subject.caller().text() : subject.arn();
    String partition = arn.substring("arn:".length(), arn.indexOf(':', "arn:".length()));
    return form.replace("${Partition}", partition)
        .replace("${Region}", "us-east-1")
        .replace("${Account}", subject.account())
        .replaceAll("\\$\\{[^}]*\\}", NAME);
  }
}
