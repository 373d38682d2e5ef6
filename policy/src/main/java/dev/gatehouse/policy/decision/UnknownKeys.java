package dev.gatehouse.policy.decision;

import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.ContextKey;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.Naming;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Names what would have to be known to turn an Unknown into an answer. */
final class UnknownKeys {
  private final Evaluation evaluation;
  private final TreeSet<String> found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  private UnknownKeys(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  static List<String> of(Evaluation evaluation) {
    UnknownKeys keys = new UnknownKeys(evaluation);
    for (PolicyLayer gate : evaluation.gates()) {
      if (keys.matters(gate)) {
        keys.collect(gate);
      }
    }
    if (evaluation.serviceLinked() == Truth.UNKNOWN) {
      keys.found.add("aws:PrincipalArn");
    }
    return List.copyOf(keys.found);
  }

  /** Whether the answer changes with what the gate says. */
  private boolean matters(PolicyLayer gate) {
    if (gate.deny == Truth.UNKNOWN) {
      return true;
    }
    Truth direct = gate.direct;
    Truth role = gate.role;
    Truth account = gate.account;
    if (direct != Truth.UNKNOWN && role != Truth.UNKNOWN && account != Truth.UNKNOWN) {
      return false;
    }
    gate.direct = known(direct, Truth.YES);
    gate.role = known(role, Truth.YES);
    gate.account = known(account, Truth.YES);
    Truth most = evaluation.allow();
    gate.direct = known(direct, Truth.NO);
    gate.role = known(role, Truth.NO);
    gate.account = known(account, Truth.NO);
    Truth least = evaluation.allow();
    gate.direct = direct;
    gate.role = role;
    gate.account = account;
    return most != least;
  }

  private static Truth known(Truth truth, Truth instead) {
    return truth == Truth.UNKNOWN ? instead : truth;
  }

  private void collect(PolicyLayer gate) {
    for (Policy policy : gate.policies) {
      if (policy.opaque()) {
        found.add("policy:" + policy.name());
        continue;
      }
      for (int place : policy.candidates(evaluation.request().service())) {
        Statement statement = policy.statements().get(place);
        if (evaluation.match.naming(statement, gate.type) != Naming.NONE
            && evaluation.match.truth(statement, gate.type) == Truth.UNKNOWN) {
          collect(policy, statement, gate.type);
        }
      }
    }
  }

  private void collect(Policy policy, Statement statement, PolicyType type) {
    boolean unclear =
        statement.resource() == null && evaluation.match.resource(statement, type) == Truth.UNKNOWN;
    if (statement.broken() || unclear) {
      found.add("policy:" + policy.name() + " " + statement.label());
    }
    Context context = evaluation.request().context();
    Consumer<ContextKey> add =
        key -> {
          if (Context.isUnknown(context.state(key))) {
            found.add(key.name());
          }
        };
    if (statement.resource() != null) {
      statement.resource().forEachKey(add);
    }
    for (Condition condition : statement.conditions()) {
      if (condition.truth(context, statement.unreadable()) == Truth.UNKNOWN) {
        if (condition.truth(context) == Truth.UNKNOWN) {
          condition.forEachKey(add);
        } else {
          found.add("policy:" + policy.name() + " " + statement.label());
        }
      }
    }
  }
}
