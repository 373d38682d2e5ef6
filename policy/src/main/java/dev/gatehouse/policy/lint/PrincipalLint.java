package dev.gatehouse.policy.lint;

import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.condition.Operator;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.PolicyKind;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.PrincipalElement;
import dev.gatehouse.policy.principal.PrincipalElement.Entry;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Principals that are too many, or that can never meet the conditions. */
final class PrincipalLint {
  private static final Set<String> NARROWING =
      Set.of(
          "aws:principalarn",
          "aws:principalaccount",
          "aws:principalorgid",
          "aws:principalorgpaths",
          "aws:sourcearn",
          "aws:sourceaccount",
          "aws:sourceorgid",
          "aws:sourceorgpaths",
          "aws:sourceip",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:userid",
          "aws:vpcsourceip",
          "kms:calleraccount",
          "kms:viaservice");
  private static final Set<String> CONFUSED_DEPUTY =
      Set.of("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths");

  /** Keys that a service calling on its own behalf does not have. */
  private static final List<String> NOT_FOR_SERVICES =
      List.of(
          "aws:principalorgid",
          "aws:principalorgpaths",
          "aws:principaltag/",
          "aws:principalaccount",
          "aws:multifactorauth",
          "aws:username",
          "sts:externalid",
          "aws:sourceip");

  /** Keys that only calls by services have. */
  private static final Set<String> ONLY_FOR_SERVICES =
      Set.of("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:principalservicename");

  /** Services that act inside the account that set them up, and give no source. */
  private static final Set<String> WITHOUT_SOURCE =
      Set.of("ec2.amazonaws.com", "lambda.amazonaws.com", "pods.eks.amazonaws.com");

  private PrincipalLint() {}

  static void check(Statement statement, Lint lint) {
    PrincipalElement principal = statement.principal();
    boolean named = lint.kind() == PolicyKind.RESOURCE || lint.kind() == PolicyKind.TRUST;
    if (principal == null || principal.negated() || !named) {
      return;
    }
    boolean grants = statement.effect() == Effect.ALLOW;
    if (grants && principal.everyone() && !asksAny(statement, NARROWING)) {
      lint.warn(
          "open-to-everyone",
          "`*` lets in every AWS account and, where the service allows, anonymous callers; name whom"
              + " you mean or add a condition",
          statement,
          "Principal");
    }
    for (Entry entry : principal.entries()) {
      if (entry.kind() == EntryKind.DELETED) {
        lint.warn(
            "deleted-principal",
            "`" + entry.value() + "` is the id of a principal that was deleted; remove it",
            statement,
            "Principal");
      }
      if (grants) {
        service(entry, statement, lint);
        federated(entry, statement, lint);
      }
    }
    if (grants) {
      unsatisfiable(principal, statement, lint);
    }
  }

  private static void service(Entry entry, Statement statement, Lint lint) {
    if (entry.kind() == EntryKind.SERVICE
        && !WITHOUT_SOURCE.contains(ServicePrincipal.common(entry.value()))
        && !asksAny(statement, CONFUSED_DEPUTY)) {
      lint.warn(
          "confused-deputy",
          "`"
              + entry.value()
              + "` could be made to act by another account; add aws:SourceAccount or"
              + " aws:SourceArn",
          statement,
          "Principal");
    }
  }

  private static void federated(Entry entry, Statement statement, Lint lint) {
    if (entry.kind() != EntryKind.FEDERATED || entry.value().contains(":saml-provider/")) {
      return;
    }
    boolean subject =
        statement.conditions().stream()
            .map(condition -> condition.key().name().toLowerCase(Locale.ROOT))
            .anyMatch(
                key -> key.endsWith(":sub") || key.endsWith(":amr") || key.endsWith(":email"));
    if (!subject) {
      lint.warn(
          "any-subject",
          "every token of `" + entry.value() + "` is let in; add a condition on its `sub`",
          statement,
          "Principal");
    }
  }

  private static void unsatisfiable(PrincipalElement principal, Statement statement, Lint lint) {
    boolean onlyServices = all(principal, EntryKind.SERVICE);
    boolean onlyPeople =
        principal.entries().stream()
            .allMatch(entry -> entry.type().equals("AWS") && entry.kind() != EntryKind.EVERYONE);
    for (Condition condition : statement.conditions()) {
      String key = condition.key().name().toLowerCase(Locale.ROOT);
      boolean needed =
          !condition.name().operator().negated()
              && !condition.name().ifExists()
              && condition.name().operator() != Operator.NULL;
      boolean never =
          needed
              && ((onlyServices && NOT_FOR_SERVICES.stream().anyMatch(key::startsWith))
                  || (onlyPeople && ONLY_FOR_SERVICES.contains(key))
                  || (all(principal, EntryKind.FEDERATED) && key.equals("sts:externalid")));
      if (never) {
        lint.warn(
            "unsatisfiable",
            "a request by such a principal has no `"
                + condition.key()
                + "`, so the condition never holds",
            statement,
            "Condition");
      }
    }
  }

  private static boolean all(PrincipalElement principal, EntryKind kind) {
    return !principal.entries().isEmpty()
        && principal.entries().stream().allMatch(entry -> entry.kind() == kind);
  }

  private static boolean asksAny(Statement statement, Set<String> keys) {
    return statement.conditions().stream()
        .anyMatch(condition -> keys.contains(condition.key().name().toLowerCase(Locale.ROOT)));
  }
}
