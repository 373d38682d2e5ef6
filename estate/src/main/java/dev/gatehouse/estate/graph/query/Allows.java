package dev.gatehouse.estate.graph.query;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import java.util.Locale;

/**
 * The cheap question in front of the engine: whether a document could allow a call at all. It may
 * say yes too often and never no too often.
 */
public final class Allows {
  private Allows() {}

  /**
   * Whether the document may allow the action on the resource.
   *
   * @param resource an ARN, or {@code *} for some resource
   */
  static boolean may(Policy policy, String action, String resource, Context context) {
    if (policy.opaque()) {
      return true;
    }
    String lower = action.toLowerCase(Locale.ROOT);
    int colon = lower.indexOf(':');
    for (int place : policy.candidates(lower.substring(0, colon))) {
      Statement statement = policy.statements().get(place);
      if (statement.broken()) {
        return true;
      }
      if (statement.effect() == Effect.ALLOW
          && statement.matchesAction(lower, colon)
          && covers(statement, resource, context)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(Statement statement, String resource, Context context) {
    var element = statement.resource();
    return element == null
        || resource.equals("*")
        || element.matches(resource, context, Effect.ALLOW) != Truth.NO;
  }

  /** Whether a statement of the document denies something. */
  public static boolean denies(Policy policy) {
    return policy.opaque()
        || policy.statements().stream()
            .anyMatch(each -> each.broken() || each.effect() == Effect.DENY);
  }
}
