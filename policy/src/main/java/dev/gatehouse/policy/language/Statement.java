package dev.gatehouse.policy.language;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.json.JsonValue.JsonObject;
import dev.gatehouse.policy.pattern.ActionPattern;
import dev.gatehouse.policy.principal.PrincipalElement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy, compiled. Immutable and safe to share.
 *
 * @param index its place in the document, from 0
 * @param sid its Sid, or ""
 * @param effect what it does; null when the document does not say
 * @param principal whom it names; null when it has no such element
 * @param actions the Action or NotAction patterns
 * @param notAction whether they are NotAction
 * @param resource the Resource or NotResource element; null when it has no such element
 * @param conditions all must hold
 * @param broken whether an element is missing or contradicts another, so that nobody can say what
 *     the statement does; AWS would refuse it
 */
public record Statement(
    int index,
    String sid,
    @Nullable Effect effect,
    @Nullable PrincipalElement principal,
    List<ActionPattern> actions,
    boolean notAction,
    @Nullable ResourceElement resource,
    List<Condition> conditions,
    boolean broken,
    JsonObject source) {
  public Statement {
    actions = List.copyOf(actions);
    conditions = List.copyOf(conditions);
  }

  /** Whether an action in lower case is meant, its service prefix ending before {@code colon}. */
  public boolean matchesAction(String action, int colon) {
    for (int i = 0; i < actions.size(); i++) {
      if (actions.get(i).matches(action, colon)) {
        return !notAction;
      }
    }
    return notAction;
  }

  /** Whether the conditions hold together; what a Deny asks unreadably is Unknown. */
  public Truth conditionTruth(Context context) {
    Truth unreadable = unreadable();
    Truth truth = Truth.YES;
    for (int i = 0; i < conditions.size(); i++) {
      truth = truth.and(conditions.get(i).truth(context, unreadable));
      if (truth == Truth.NO) {
        return truth;
      }
    }
    return truth;
  }

  /** What a comparison that makes no sense counts as here, see {@link Condition#truth}. */
  public Truth unreadable() {
    return effect == Effect.ALLOW ? Truth.NO : Truth.UNKNOWN;
  }

  /** The same statement about somebody else. */
  public Statement withPrincipal(PrincipalElement other) {
    return new Statement(
        index, sid, effect, other, actions, notAction, resource, conditions, broken, source);
  }

  /** The line it begins on, from 1. */
  public int line() {
    return source.line();
  }

  /** A name for people: the Sid, or the place counted from 1. */
  public String label() {
    return sid.isEmpty() ? "statement " + (index + 1) : "statement `" + sid + "`";
  }
}
