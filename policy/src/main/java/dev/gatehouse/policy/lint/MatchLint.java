package dev.gatehouse.policy.lint;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.json.JsonValue;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.policy.language.Policy.Version;
import dev.gatehouse.policy.language.ResourceElement;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.pattern.ActionPattern;
import java.util.regex.Pattern;

/** Actions, resources and variables that match nothing. */
final class MatchLint {
  private static final Pattern EARLY_VARIABLE = Pattern.compile("(?:[^:]*:){0,4}[^:]*\\$\\{.*");

  private MatchLint() {}

  static void check(Statement statement, Lint lint) {
    for (ActionPattern action : statement.actions()) {
      action(action, statement, lint);
    }
    ResourceElement resource = statement.resource();
    if (resource != null) {
      for (String source : resource.sources()) {
        resource(source, resource, statement, lint);
      }
      unreachable(resource, statement, lint);
    }
    variables(statement, lint);
  }

  private static void action(ActionPattern action, Statement statement, Lint lint) {
    ActionCatalogue catalogue = ActionCatalogue.aws();
    String element = statement.notAction() ? "NotAction" : "Action";
    if (action.matchesEverything() || action.service().isEmpty()) {
      return;
    }
    if (!catalogue.services().contains(action.service())) {
      lint.warn(
          "unknown-service",
          "`" + action.source() + "` has a service prefix that AWS is not known to have",
          statement,
          element);
    } else if (catalogue.matching(action).isEmpty()) {
      lint.warn(
          "unknown-action",
          "`" + action.source() + "` matches no action that AWS is known to have",
          statement,
          element);
    }
  }

  private static void resource(
      String source, ResourceElement resource, Statement statement, Lint lint) {
    String element = resource.negated() ? "NotResource" : "Resource";
    Arn arn = Arn.parse(source);
    if (arn != null
        && EARLY_VARIABLE
            .matcher(source.substring(0, source.length() - arn.resource().length() - 1))
            .matches()) {
      lint.warn(
          "early-variable",
          "`" + source + "` has a variable before the last part, where it is plain text",
          statement,
          element);
    }
  }

  /** Actions that take no resource at all are not granted by naming some. */
  private static void unreachable(ResourceElement resource, Statement statement, Lint lint) {
    if (resource.everything() || resource.negated() || statement.notAction()) {
      return;
    }
    for (ActionPattern action : statement.actions()) {
      var known = ActionCatalogue.aws().action(action.source());
      if (known != null && known.resourceTypes().isEmpty()) {
        lint.warn(
            "resource-not-taken",
            "`" + known.name() + "` takes no resource, so only `*` in `Resource` reaches it",
            statement,
            "Resource");
      }
    }
  }

  private static void variables(Statement statement, Lint lint) {
    if (lint.policy().version() == Version.V2012) {
      return;
    }
    for (String element : new String[] {"Resource", "NotResource", "Condition"}) {
      JsonValue value = statement.source().get(element);
      if (value != null && text(value).contains("${")) {
        lint.warn(
            "variable-without-version",
            "variables are plain text unless `Version` is `2012-10-17`",
            statement,
            element);
      }
    }
  }

  private static String text(JsonValue value) {
    return JsonWriter.pretty(value);
  }
}
