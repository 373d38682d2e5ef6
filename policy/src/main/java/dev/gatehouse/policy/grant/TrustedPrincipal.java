package dev.gatehouse.policy.grant;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.PrincipalElement;
import dev.gatehouse.policy.principal.PrincipalElement.Entry;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.ArrayList;
import java.util.List;

/**
 * One name to whom a trust policy opens a role.
 *
 * @param entry the name as it stands in the policy
 * @param everyoneElse whether the statement means everyone <em>but</em> this name (NotPrincipal)
 * @param conditions what must hold besides
 * @param statement where it stands
 */
public record TrustedPrincipal(
    Entry entry, boolean everyoneElse, List<Condition> conditions, Statement statement) {
  public TrustedPrincipal {
    conditions = List.copyOf(conditions);
  }

  private static final String[] ASSUMING = {
    "sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity"
  };

  /** Everyone to whom a trust policy opens the role, in the order of the document. */
  public static List<TrustedPrincipal> of(Policy trust) {
    List<TrustedPrincipal> found = new ArrayList<>();
    for (Statement statement : trust.statements()) {
      PrincipalElement principal = statement.principal();
      if (statement.effect() != Effect.ALLOW || statement.broken() || principal == null) {
        continue;
      }
      if (opens(statement)) {
        principal
            .entries()
            .forEach(
                entry ->
                    found.add(
                        new TrustedPrincipal(
                            entry, principal.negated(), statement.conditions(), statement)));
      }
    }
    return found;
  }

  private static boolean opens(Statement statement) {
    for (String action : ASSUMING) {
      if (statement.matchesAction(action, "sts".length())) {
        return true;
      }
    }
    return false;
  }

  /** Whether anyone at all is let in: {@code *}, or everyone but a few, under no condition. */
  boolean isAnyone() {
    return conditions.isEmpty() && (everyoneElse || entry.kind() == EntryKind.EVERYONE);
  }

  /** Whether the name stands for an account other than the given one, or for something in it. */
  boolean isOutside(String account) {
    return !entry.account().isEmpty() && !entry.account().equals(account);
  }
}
