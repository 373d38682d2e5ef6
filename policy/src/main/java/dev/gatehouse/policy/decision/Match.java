package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.ResourceElement;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.Naming;
import dev.gatehouse.policy.principal.PrincipalElement;

/**
 * Says whether a statement means a request.
 *
 * @param hasBoundary whether the caller has a permissions boundary: Deny with NotPrincipal then
 *     always applies to it (IAM guide, "NotPrincipal")
 */
record Match(Request request, boolean hasBoundary) {

  /**
   * Whether action, resource and conditions are met; the principal is asked for by {@link #naming}.
   */
  Truth truth(Statement statement, PolicyType type) {
    if (statement.broken()) {
      return Truth.UNKNOWN;
    }
    if (!statement.matchesAction(request.actionLower(), request.colon())) {
      return Truth.NO;
    }
    Truth resource = resource(statement, type);
    return resource == Truth.NO ? resource : resource.and(conditions(statement));
  }

  private Truth conditions(Statement statement) {
    return statement.conditions().isEmpty()
        ? Truth.YES
        : statement.conditionTruth(request.context());
  }

  Truth resource(Statement statement, PolicyType type) {
    ResourceElement element = statement.resource();
    if (element == null) {
      boolean implied = type == PolicyType.RESOURCE || type == PolicyType.RCP;
      return implied ? Truth.YES : Truth.UNKNOWN;
    }
    if (element.everything()) {
      return Truth.of(!element.negated());
    }
    Effect effect = statement.effect() == Effect.DENY ? Effect.DENY : Effect.ALLOW;
    if (request.resource().equals("*")
        && ActionCatalogue.aws().takesResource(request.actionLower())) {
      return element.matchesSome(effect);
    }
    return element.matches(request.resource(), request.context(), effect);
  }

  /**
   * How the statement names the caller. Policies that are attached to the caller name it by that; a
   * resource policy's statement without principal names nobody.
   */
  Naming naming(Statement statement, PolicyType type) {
    if (type != PolicyType.RESOURCE && type != PolicyType.RCP) {
      return Naming.DIRECT;
    }
    PrincipalElement principal = statement.principal();
    if (principal == null) {
      return type == PolicyType.RCP || statement.broken() ? Naming.DIRECT : Naming.NONE;
    }
    if (!principal.negated()) {
      return principal.naming(request.caller());
    }
    boolean means =
        statement.effect() == Effect.DENY
            ? hasBoundary || !principal.excepts(request.caller())
            : principal.naming(request.caller()) == Naming.NONE;
    return means ? Naming.DIRECT : Naming.NONE;
  }
}
