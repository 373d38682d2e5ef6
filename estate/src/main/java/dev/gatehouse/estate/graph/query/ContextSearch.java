package dev.gatehouse.estate.graph.query;

import dev.gatehouse.estate.graph.edge.Requirement;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.policy.condition.Condition;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.ContextKey;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.PolicyType;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.Naming;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds under which circumstances a request is allowed that the engine leaves Unknown.
 *
 * <p>For every key that the answer hangs on, the values are tried that the policies ask for, an
 * absent key, and a value that no policy names. The first combination that the engine allows is a
 * witness, and what it satisfies is what the edge asks for. Without one nobody can say whether the
 * request can ever be allowed.
 */
final class ContextSearch {
  private static final int COMBINATIONS_MAX = 256;
  private static final String OTHER = "any-other-value";

  private final Request request;
  private final List<Condition> allowing = new ArrayList<>();
  private final List<Condition> denying = new ArrayList<>();

  private ContextSearch(Request request, PolicySet policies) {
    this.request = request;
    collect(policies.identity(), PolicyType.IDENTITY);
    collect(policies.boundary(), PolicyType.BOUNDARY);
    collect(policies.session(), PolicyType.SESSION);
    Policy resource = policies.resource();
    collect(resource == null ? null : List.of(resource), PolicyType.RESOURCE);
    policies.scps().forEach(level -> collect(level.policies(), PolicyType.SCP));
    policies.rcps().forEach(level -> collect(level.policies(), PolicyType.RCP));
  }

  /** What must hold for the request to be allowed; null when no way was found. */
  static @Nullable List<Requirement> of(Request request, PolicySet policies, Decision unknown) {
    ContextSearch circumstances = new ContextSearch(request, policies);
    List<Context> tried = List.of(request.context());
    for (String key : unknown.unknown()) {
      tried = circumstances.vary(tried, key);
    }
    for (Context context : tried) {
      if (Evaluator.decide(request.withContext(context), policies).allowed()) {
        return circumstances.told(context, unknown.unknown());
      }
    }
    return null;
  }

  /** What is asked of the keys, when nothing is known to satisfy it. */
  static List<Requirement> asked(Request request, PolicySet policies, Decision unknown) {
    ContextSearch circumstances = new ContextSearch(request, policies);
    List<Requirement> asked = new ArrayList<>();
    for (String key : unknown.unknown()) {
      if (key.startsWith("policy:")) {
        asked.add(Ruling.document(key.substring("policy:".length())));
        continue;
      }
      Set<String> texts = new LinkedHashSet<>();
      circumstances.allowing.stream()
          .filter(each -> each.key().equals(ContextKey.of(key)))
          .forEach(each -> texts.add(Wording.of(each, true)));
      circumstances.denying.stream()
          .filter(each -> each.key().equals(ContextKey.of(key)))
          .forEach(each -> texts.add(Wording.of(each, false)));
      asked.add(
          new Requirement(
              key, texts.isEmpty() ? key + " is not known" : String.join(" or ", texts)));
    }
    return asked;
  }

  private void collect(@Nullable List<Policy> documents, PolicyType type) {
    if (documents == null) {
      return;
    }
    String action = request.action().toLowerCase(Locale.ROOT);
    int colon = action.indexOf(':');
    for (Policy policy : documents) {
      for (int place : policy.candidates(request.service())) {
        Statement statement = policy.statements().get(place);
        if (!statement.broken()
            && statement.matchesAction(action, colon)
            && names(statement, type)
            && statement.conditionTruth(request.context()) == Truth.UNKNOWN) {
          (statement.effect() == Effect.DENY ? denying : allowing).addAll(statement.conditions());
        }
      }
    }
  }

  private boolean names(Statement statement, PolicyType type) {
    var principal = statement.principal();
    if (type != PolicyType.RESOURCE || principal == null) {
      return true;
    }
    return principal.negated() || principal.naming(request.caller()) != Naming.NONE;
  }

  private List<Context> vary(List<Context> contexts, String key) {
    List<Context> all = new ArrayList<>();
    for (Context context : contexts) {
      Set<String> values = new LinkedHashSet<>();
      for (Condition condition : allowing) {
        Witness.values(condition, key, context, values);
      }
      for (Condition condition : denying) {
        Witness.values(condition, key, context, values);
      }
      values.add(OTHER);
      for (String value : values) {
        all.add(context.toBuilder().put(key, value).build());
      }
      all.add(context.toBuilder().putAll(key, List.of()).build());
      for (String value : values) {
        all.add(context.toBuilder().putAll(key, List.of(value)).build());
      }
      if (all.size() > COMBINATIONS_MAX) {
        return all.subList(0, COMBINATIONS_MAX);
      }
    }
    return all;
  }

  private List<Requirement> told(Context witness, List<String> keys) {
    List<Requirement> told = new ArrayList<>();
    for (String key : keys) {
      Set<String> texts = new LinkedHashSet<>();
      ContextKey asked = ContextKey.of(key);
      for (Condition condition : allowing) {
        if (condition.key().equals(asked) && condition.truth(witness) == Truth.YES) {
          texts.add(Wording.of(condition, true));
        }
      }
      for (Condition condition : denying) {
        if (condition.key().equals(asked) && condition.truth(witness) == Truth.NO) {
          texts.add(Wording.of(condition, false));
        }
      }
      if (!texts.isEmpty()) {
        told.add(new Requirement(key, String.join(" and ", texts)));
      }
    }
    return told;
  }
}
