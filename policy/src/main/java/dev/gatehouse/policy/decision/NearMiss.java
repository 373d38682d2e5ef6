package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.principal.Naming;
import java.util.ArrayList;
import java.util.List;

/**
 * An Allow statement that means the action and yet does not allow the request.
 *
 * @param reasons what is not met, one sentence each
 */
public record NearMiss(DecidingStatement statement, List<String> reasons) {
  public NearMiss {
    reasons = List.copyOf(reasons);
  }

  /** The near misses of all policies that take part, at most {@code max}. */
  public static List<NearMiss> of(Request request, PolicySet policies, int max) {
    String owner = request.resourceAccount();
    boolean same = owner.isEmpty() || owner.equals(request.caller().account());
    Evaluation evaluation = new Evaluation(request, policies, same);
    List<NearMiss> found = new ArrayList<>();
    for (PolicyLayer gate : evaluation.gates()) {
      if (gate.allow() == Truth.YES) {
        continue;
      }
      for (Policy policy : gate.policies) {
        for (int place : policy.candidates(request.service())) {
          Statement statement = policy.statements().get(place);
          List<String> reasons = reasons(statement, gate.type, evaluation);
          if (found.size() < max && !reasons.isEmpty()) {
            found.add(
                new NearMiss(
                    new DecidingStatement(gate.type, gate.level, policy, statement), reasons));
          }
        }
      }
    }
    return found;
  }

  private static List<String> reasons(Statement statement, PolicyType type, Evaluation at) {
    List<String> reasons = new ArrayList<>();
    Request request = at.request();
    if (statement.effect() != Effect.ALLOW
        || statement.broken()
        || !statement.matchesAction(request.actionLower(), request.colon())) {
      return reasons;
    }
    if (at.match.naming(statement, type) == Naming.NONE) {
      reasons.add("it does not name " + caller(request.caller()));
    }
    var resource = statement.resource();
    if (resource != null && at.match.resource(statement, type) == Truth.NO) {
      String element = resource.negated() ? "NotResource" : "Resource";
      reasons.add(element + " does not cover `" + request.resource() + "`");
    }
    for (Condition condition : statement.conditions()) {
      Truth truth = condition.truth(request.context());
      if (truth != Truth.YES) {
        reasons.add(condition(condition, truth, request.context()));
      }
    }
    return reasons;
  }

  private static String caller(Caller caller) {
    return "`" + caller + "`";
  }

  private static String condition(Condition condition, Truth truth, Context context) {
    Object state = context.state(condition.key());
    String has;
    if (state == null) {
      has = "is absent";
    } else if (Context.isUnknown(state)) {
      has = "is not known";
    } else {
      has = "is " + (state instanceof String[] several ? List.of(several) : "`" + state + "`");
    }
    String verb = truth == Truth.UNKNOWN ? "cannot be judged" : "is not met";
    return condition + " " + verb + ": `" + condition.key() + "` " + has;
  }
}
