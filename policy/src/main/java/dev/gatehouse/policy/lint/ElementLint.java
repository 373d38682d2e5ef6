package dev.gatehouse.policy.lint;

import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.PolicyKind;
import dev.gatehouse.policy.language.ResourceElement;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.PrincipalElement;
import org.jspecify.annotations.Nullable;

/** Elements that a document of this kind may not have or lacks. */
final class ElementLint {
  private ElementLint() {}

  static void check(Statement statement, Lint lint) {
    principal(statement, lint);
    resource(statement, lint);
    if (lint.kind() == PolicyKind.RCP && statement.effect() == Effect.ALLOW) {
      lint.error(
          "rcp-allow", "a resource control policy can only deny; use Deny", statement, "Effect");
    }
  }

  private static void principal(Statement statement, Lint lint) {
    PrincipalElement principal = statement.principal();
    PolicyKind kind = lint.kind();
    if (!kind.namesPrincipals()) {
      if (principal != null) {
        String element = principal.negated() ? "NotPrincipal" : "Principal";
        lint.error(
            "misplaced-principal",
            "a policy of kind " + kind.id() + " has no `" + element + "`; remove it",
            statement,
            element);
      }
      return;
    }
    if (principal == null) {
      lint.error(
          "missing-principal",
          "the statement has no `Principal` and names nobody; add one",
          statement,
          "Principal");
      return;
    }
    if (kind == PolicyKind.RCP && (principal.negated() || !onlyEveryone(principal))) {
      lint.error(
          "rcp-principal",
          "the principal of a resource control policy is `*`",
          statement,
          "Principal");
    }
    if (principal.negated()) {
      negated(statement, lint);
    }
  }

  private static boolean onlyEveryone(PrincipalElement principal) {
    return principal.entries().size() == 1 && principal.everyone();
  }

  private static void negated(Statement statement, Lint lint) {
    if (statement.effect() == Effect.ALLOW) {
      lint.error(
          "not-principal-allow",
          "Allow with `NotPrincipal` lets in everyone else, anonymous callers included; name whom you mean",
          statement,
          "NotPrincipal");
    } else if (lint.kind() == PolicyKind.TRUST) {
      lint.error(
          "not-principal-trust",
          "a trust policy does not take `NotPrincipal`; use aws:PrincipalArn in a condition",
          statement,
          "NotPrincipal");
    } else {
      lint.warn(
          "not-principal-deny",
          "`NotPrincipal` denies every caller with a permissions boundary, and sessions unless account,"
              + " role and session are all listed; use aws:PrincipalArn in a condition",
          statement,
          "NotPrincipal");
    }
  }

  private static void resource(Statement statement, Lint lint) {
    @Nullable ResourceElement resource = statement.resource();
    if (lint.kind() == PolicyKind.TRUST) {
      if (resource != null) {
        lint.error(
            "misplaced-resource",
            "a trust policy has no `Resource`; the role is meant",
            statement,
            resource.negated() ? "NotResource" : "Resource");
      }
      return;
    }
    if (resource == null) {
      lint.error("missing-resource", "the statement has no `Resource`", statement, "Resource");
      return;
    }
    if (resource.incomplete()) {
      boolean refused = lint.kind() == PolicyKind.SESSION;
      String message =
          "an ARN has fewer than six parts; AWS fills it up with `*`, so write what you mean";
      if (refused) {
        lint.error(
            "incomplete-arn", message + "; session policies refuse it", statement, "Resource");
      } else {
        lint.warn(
            "incomplete-arn", message, statement, resource.negated() ? "NotResource" : "Resource");
      }
    }
  }
}
