package dev.gatehouse.policy.grant;

import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.catalogue.ActionCatalogue.Action;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.ResourceElement;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.pattern.ActionPattern;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a policy document grants, without asking for a particular request.
 *
 * <p>Answers are about what <em>may</em> be granted: a condition on an Allow is taken to be met,
 * and only a Deny without conditions on every resource takes something away. A document that is not
 * known ({@link Policy#opaque}) grants nothing here; ask that first.
 */
public final class Grants {
  private Grants() {}

  /** The known actions that the policy may allow on some resource. */
  public static Map<String, Action> actions(Policy policy) {
    Map<String, Action> granted = new LinkedHashMap<>();
    for (Statement statement : policy.statements()) {
      if (statement.effect() == Effect.ALLOW && !statement.broken()) {
        add(statement, granted);
      }
    }
    for (Statement statement : policy.statements()) {
      if (deniesOutright(statement)) {
        granted.keySet().removeIf(name -> statement.matchesAction(name, name.indexOf(':')));
      }
    }
    return granted;
  }

  private static void add(Statement statement, Map<String, Action> granted) {
    ActionCatalogue catalogue = ActionCatalogue.aws();
    if (!statement.notAction()) {
      for (ActionPattern pattern : statement.actions()) {
        catalogue.matching(pattern).forEach(action -> put(action, granted));
      }
      return;
    }
    for (Action action : catalogue.matching(ActionPattern.of("*"))) {
      String name = action.name().toLowerCase(Locale.ROOT);
      if (statement.matchesAction(name, name.indexOf(':'))) {
        put(action, granted);
      }
    }
  }

  private static void put(Action action, Map<String, Action> granted) {
    granted.put(action.name().toLowerCase(Locale.ROOT), action);
  }

  /** The privilege classes of everything that the policy may allow. */
  public static Set<PrivilegeClass> classes(Policy policy) {
    if (isAdministrator(policy)) {
      return EnumSet.copyOf(Everything.CLASSES);
    }
    Set<PrivilegeClass> classes = EnumSet.noneOf(PrivilegeClass.class);
    actions(policy).values().forEach(action -> classes.addAll(PrivilegeClass.of(action)));
    return classes;
  }

  /** What an administrator has; made on first use. */
  private static final class Everything {
    static final Set<PrivilegeClass> CLASSES = EnumSet.of(PrivilegeClass.ADMINISTRATOR);

    static {
      ActionCatalogue.aws()
          .matching(ActionPattern.of("*"))
          .forEach(action -> CLASSES.addAll(PrivilegeClass.of(action)));
    }
  }

  /** Whether the policy allows every action on every resource, without a condition. */
  public static boolean isAdministrator(Policy policy) {
    boolean all =
        policy.statements().stream()
            .anyMatch(
                each ->
                    each.effect() == Effect.ALLOW
                        && !each.broken()
                        && each.conditions().isEmpty()
                        && everyAction(each)
                        && everyResource(each));
    return all && policy.statements().stream().noneMatch(Grants::deniesOutright);
  }

  /** Whether some statement allows {@code *} as its action, on whatever resource and condition. */
  public static boolean allowsEveryAction(Policy policy) {
    return policy.statements().stream()
        .anyMatch(each -> each.effect() == Effect.ALLOW && !each.broken() && everyAction(each));
  }

  /** Whether the policy may allow changing users, roles, keys or policies of IAM. */
  public static boolean allowsIamWrite(Policy policy) {
    return classes(policy).contains(PrivilegeClass.IAM_WRITE);
  }

  /** Whether the policy may allow handing every role of an account to a service. */
  public static boolean passesAnyRole(Policy policy) {
    boolean denied =
        policy.statements().stream()
            .anyMatch(each -> deniesOutright(each) && each.matchesAction("iam:passrole", 3));
    return !denied
        && policy.statements().stream()
            .anyMatch(
                each ->
                    each.effect() == Effect.ALLOW
                        && !each.broken()
                        && each.matchesAction("iam:passrole", 3)
                        && everyRole(each));
  }

  private static boolean everyAction(Statement statement) {
    return !statement.notAction()
        && statement.actions().stream().anyMatch(ActionPattern::matchesEverything);
  }

  private static boolean everyResource(Statement statement) {
    ResourceElement resource = statement.resource();
    return resource != null && resource.everything() && !resource.negated();
  }

  private static boolean everyRole(Statement statement) {
    ResourceElement resource = statement.resource();
    if (resource == null || resource.negated()) {
      return resource != null && !resource.everything();
    }
    return resource.everything()
        || resource.sources().stream()
            .anyMatch(
                source -> source.matches("arn:[^:]*:(iam|\\*):[^:]*:[^:]*:(\\*|role/\\*|role\\*)"));
  }

  private static boolean deniesOutright(Statement statement) {
    return statement.effect() == Effect.DENY
        && !statement.broken()
        && statement.conditions().isEmpty()
        && statement.principal() == null
        && everyResource(statement);
  }
}
