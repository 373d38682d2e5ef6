package dev.gatehouse.policy.lint;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.ResourceElement;
import dev.gatehouse.policy.language.Statement;

/** Grants that are wider than their authors may think. */
final class GrantLint {
  private GrantLint() {}

  static void check(Statement statement, Lint lint) {
    boolean limits =
        switch (lint.kind()) {
          case SCP, RCP, BOUNDARY -> true;
          case IDENTITY, RESOURCE, TRUST, SESSION -> false;
        };
    if (statement.effect() != Effect.ALLOW || limits) {
      return;
    }
    ResourceElement resource = statement.resource();
    if (statement.notAction()) {
      lint.warn(
          "allow-not-action",
          "Allow with `NotAction` grants every other action, also those AWS adds later; list actions",
          statement,
          "NotAction");
    }
    if (resource != null && resource.negated()) {
      lint.warn(
          "allow-not-resource",
          "Allow with `NotResource` grants every other resource, also in other accounts",
          statement,
          "NotResource");
    }
    boolean passes =
        !statement.notAction() && statement.matchesAction("iam:passrole", "iam".length());
    boolean anyRole = resource != null && !resource.negated() && coversAllRoles(resource);
    if (passes && anyRole && !asks(statement, "iam:PassedToService")) {
      lint.warn(
          "pass-any-role",
          "`iam:PassRole` on every role hands the most powerful one to any service; name roles and"
              + " set iam:PassedToService",
          statement,
          "Action");
    }
  }

  private static boolean coversAllRoles(ResourceElement resource) {
    return resource.everything()
        || resource.sources().stream()
            .anyMatch(source -> source.matches("arn:[^:]*:iam::[^:]*:(role/)?\\*"));
  }

  private static boolean asks(Statement statement, String key) {
    return statement.conditions().stream()
        .map(Condition::key)
        .anyMatch(each -> each.name().equalsIgnoreCase(key));
  }
}
