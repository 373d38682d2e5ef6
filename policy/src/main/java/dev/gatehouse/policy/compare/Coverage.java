package dev.gatehouse.policy.compare;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import dev.gatehouse.policy.language.ResourceElement;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.pattern.ActionPattern;
import dev.gatehouse.policy.pattern.ArnPattern;
import dev.gatehouse.policy.pattern.GlobRelation;
import dev.gatehouse.policy.principal.PrincipalElement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proves that the grants of one policy lie within those of another. INVARIANT: every method that
 * says "covers" or "implies" may err only towards false, every one that says "may" only towards
 * true.
 */
final class Coverage {
  private final Policy oldPolicy;
  private final Policy newPolicy;
  private final PolicyKind kind;
  private final boolean sameVariables;

  Coverage(Policy oldPolicy, Policy newPolicy, PolicyKind kind) {
    this.oldPolicy = oldPolicy;
    this.newPolicy = newPolicy;
    this.kind = kind;
    this.sameVariables = oldPolicy.version() == newPolicy.version();
  }

  /**
   * The first statement that stands open: a denial of the old policy that the new one does not
   * keep, or an Allow of the new one that is not proved to lie within the old; null for none.
   *
   * <p>A lost denial is open even where the policy itself grants nothing there, since it also held
   * against what other policies grant. Only a role's trust policy is alone in granting.
   */
  @Nullable Statement firstOpen() {
    for (Statement denial : oldPolicy.statements()) {
      if (denial.effect() == Effect.DENY && !isKept(denial) && matters(denial)) {
        return denial;
      }
    }
    for (Statement grant : newPolicy.statements()) {
      if (grant.effect() == Effect.ALLOW && !isGranted(grant)) {
        return grant;
      }
    }
    return null;
  }

  private boolean matters(Statement denial) {
    return kind != PolicyKind.TRUST
        || newPolicy.statements().stream()
            .anyMatch(each -> each.effect() == Effect.ALLOW && mayTouch(denial, each));
  }

  /** Whether the old grants cover the new one, each action and resource by some old statement. */
  private boolean isGranted(Statement grant) {
    if (covers(grant)) {
      return true;
    }
    if (grant.notAction() || grant.actions().isEmpty()) {
      return false;
    }
    for (Statement part : byPrincipal(grant)) {
      for (ActionPattern action : grant.actions()) {
        if (!isGranted(part, action)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isGranted(Statement grant, ActionPattern action) {
    ResourceElement resource = grant.resource();
    if (resource == null || resource.negated() || resource.everything()) {
      return anyCovers(grant, action, null);
    }
    return resource.patterns().stream().allMatch(pattern -> anyCovers(grant, action, pattern));
  }

  /**
   * The statement once for each principal it names, since several old statements may share them.
   */
  private static List<Statement> byPrincipal(Statement grant) {
    PrincipalElement principal = grant.principal();
    if (principal == null || principal.negated()) {
      return List.of(grant);
    }
    return principal.entries().stream()
        .map(entry -> grant.withPrincipal(new PrincipalElement(false, List.of(entry))))
        .toList();
  }

  private boolean covers(Statement grant) {
    for (Statement old : oldPolicy.statements()) {
      if (old.effect() == Effect.ALLOW
          && coversActions(old, grant)
          && coversResources(old, grant)
          && coversRest(old, grant, false)) {
        return true;
      }
    }
    return false;
  }

  private boolean anyCovers(Statement grant, ActionPattern action, @Nullable ArnPattern resource) {
    for (Statement old : oldPolicy.statements()) {
      if (old.effect() != Effect.ALLOW
          || !coversAction(old, action)
          || !coversRest(old, grant, false)) {
        continue;
      }
      if (resource == null ? coversResources(old, grant) : coversResource(old, resource)) {
        return true;
      }
    }
    return false;
  }

  private boolean coversRest(Statement wide, Statement narrow, boolean denies) {
    return coversPrincipals(wide.principal(), narrow.principal(), denies)
        && implies(narrow.conditions(), wide.conditions());
  }

  private boolean coversPrincipals(
      @Nullable PrincipalElement wide, @Nullable PrincipalElement narrow, boolean denies) {
    if (!kind.namesPrincipals()) {
      return true;
    }
    if (narrow == null) {
      return kind != PolicyKind.RCP || wide == null || (wide.everyone() && !wide.negated());
    }
    if (wide == null) {
      return kind == PolicyKind.RCP;
    }
    return PrincipalCoverage.covers(wide, narrow, denies);
  }

  private boolean implies(List<Condition> narrow, List<Condition> wide) {
    for (Condition wanted : wide) {
      boolean implied = false;
      for (Condition given : narrow) {
        boolean comparable = sameVariables || (!given.hasVariables() && !wanted.hasVariables());
        implied |= comparable && ConditionCoverage.implies(given, wanted);
      }
      if (!implied) {
        return false;
      }
    }
    return true;
  }

  private static boolean coversActions(Statement wide, Statement narrow) {
    if (!narrow.notAction()) {
      return narrow.actions().stream().allMatch(action -> coversAction(wide, action));
    }
    if (!wide.notAction()) {
      return wide.actions().stream().anyMatch(ActionPattern::matchesEverything);
    }
    return wide.actions().stream()
        .allMatch(spared -> narrow.actions().stream().anyMatch(each -> contains(each, spared)));
  }

  private static boolean coversAction(Statement wide, ActionPattern action) {
    return wide.notAction()
        ? wide.actions().stream().noneMatch(spared -> mayMeet(spared, action))
        : wide.actions().stream().anyMatch(each -> contains(each, action));
  }

  private static boolean contains(ActionPattern wide, ActionPattern narrow) {
    if (wide.matchesEverything()) {
      return true;
    }
    return !narrow.matchesEverything()
        && wide.service().equals(narrow.service())
        && GlobRelation.contains(wide.name(), narrow.name());
  }

  private static boolean mayMeet(ActionPattern one, ActionPattern other) {
    return one.matchesEverything()
        || other.matchesEverything()
        || (one.service().equals(other.service())
            && GlobRelation.mayMeet(one.name(), other.name()));
  }

  private boolean coversResources(Statement wide, Statement narrow) {
    ResourceElement w = wide.resource();
    ResourceElement n = narrow.resource();
    if (w == null) {
      return kind.namesPrincipals();
    }
    if (w.everything()) {
      return !w.negated();
    }
    if (n == null) {
      return false;
    }
    if (n.everything()) {
      return n.negated();
    }
    if ((w.incomplete() && w.negated()) || (n.incomplete() && n.negated())) {
      return false;
    }
    if (!n.negated()) {
      return n.patterns().stream().allMatch(pattern -> coversResource(wide, pattern));
    }
    return w.negated()
        && sameTails(w, n)
        && w.patterns().stream()
            .allMatch(spared -> n.patterns().stream().anyMatch(each -> each.contains(spared)));
  }

  /**
   * A NotResource with a variable that has no value matches nothing, so more than containment would
   * be needed there.
   */
  private static boolean sameTails(ResourceElement wide, ResourceElement narrow) {
    return Stream.concat(wide.patterns().stream(), narrow.patterns().stream())
        .allMatch(pattern -> pattern.tail().isFixed());
  }

  private boolean coversResource(Statement wide, ArnPattern narrow) {
    ResourceElement w = wide.resource();
    if (w == null) {
      return kind.namesPrincipals();
    }
    if (w.everything()) {
      return !w.negated();
    }
    if (w.negated()) {
      return !w.incomplete()
          && w.patterns().stream()
              .allMatch(spared -> spared.tail().isFixed() && !spared.mayMeet(narrow));
    }
    return w.patterns().stream()
        .anyMatch(each -> (sameVariables || each.tail().isFixed()) && each.contains(narrow));
  }

  /** Whether an old denial and a grant may mean the same request. */
  private boolean mayTouch(Statement denial, Statement grant) {
    if (!denial.notAction() && !grant.notAction()) {
      boolean meet =
          denial.actions().stream()
              .anyMatch(a -> grant.actions().stream().anyMatch(b -> mayMeet(a, b)));
      if (!meet) {
        return false;
      }
    }
    ResourceElement d = denial.resource();
    ResourceElement g = grant.resource();
    if (d == null || g == null || d.negated() || g.negated()) {
      return true;
    }
    if (d.everything() || g.everything()) {
      return true;
    }
    return d.patterns().stream().anyMatch(a -> g.patterns().stream().anyMatch(a::mayMeet));
  }

  /** Whether a denial of the new policy applies wherever an old one did. */
  private boolean isKept(Statement denial) {
    for (Statement kept : newPolicy.statements()) {
      if (kept.effect() == Effect.DENY
          && coversActions(kept, denial)
          && coversResources(kept, denial)
          && coversRest(kept, denial, true)) {
        return true;
      }
    }
    return false;
  }
}
