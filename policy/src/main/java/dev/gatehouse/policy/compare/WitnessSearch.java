package dev.gatehouse.policy.compare;

import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.PolicySet.Level;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.PolicyKind;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a request that the new policy lets through and the old one does not, by trying what the
 * grants of the new policy speak of. Each find has been decided both ways by the evaluator.
 */
final class WitnessSearch {
  private static final int TRIES_MAX = 1_000;
  private static final Policy ALL =
      Policy.parse(
          "everything",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  private static final Policy EVERYONE =
      Policy.parse(
          "everyone",
          "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\"}}");

  /** A request, and in words the other policies it is asked under. */
  record Witness(Request request, String environment) {}

  private enum Environment {
    ALONE("no other policy"),
    OWN_ALLOW("the caller's own policies allowing everything"),
    EMPTY_BOUNDARY("a permissions boundary on the caller that allows nothing"),
    SIBLING("another policy of the same kind that allows everything"),
    NAMED("a resource policy that names everyone");

    private final String words;

    Environment(String words) {
      this.words = words;
    }
  }

  private final Policy oldPolicy;
  private final Policy newPolicy;
  private final PolicyKind kind;
  private final WitnessValues values;

  WitnessSearch(Policy oldPolicy, Policy newPolicy, PolicyKind kind) {
    this.oldPolicy = oldPolicy;
    this.newPolicy = newPolicy;
    this.kind = kind;
    this.values = new WitnessValues(oldPolicy, newPolicy, kind);
  }

  @Nullable Witness find() {
    for (Statement grant : newPolicy.statements()) {
      Witness found = grant.effect() == Effect.ALLOW ? find(grant) : null;
      if (found != null) {
        return found;
      }
    }
    for (Statement denial : oldPolicy.statements()) {
      Witness found = denial.effect() == Effect.DENY ? find(denial) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Tries the requests that a statement speaks of. */
  private @Nullable Witness find(Statement statement) {
    if (statement.broken()) {
      return null;
    }
    int tries = 0;
    List<Context> contexts = values.contexts(statement);
    for (Caller caller : values.callers(statement)) {
      for (String action : values.actions(statement)) {
        for (String resource : values.resources(statement, action)) {
          for (Context context : contexts) {
            if (tries++ > TRIES_MAX) {
              return null;
            }
            Witness found = attempt(caller, action, resource, context);
            if (found != null) {
              return found;
            }
          }
        }
      }
    }
    return null;
  }

  private @Nullable Witness attempt(
      Caller caller, String action, String resource, Context context) {
    for (String owner : WitnessValues.OWNERS) {
      Request request = Request.of(caller, action, resource, owner, context);
      for (Environment environment : environments()) {
        if (Evaluator.decide(request, around(newPolicy, environment)).allowed()
            && Evaluator.decide(request, around(oldPolicy, environment)).denied()) {
          return new Witness(request, environment.words);
        }
      }
    }
    return null;
  }

  private List<Environment> environments() {
    return switch (kind) {
      case IDENTITY -> List.of(Environment.ALONE, Environment.SIBLING);
      case RESOURCE, TRUST ->
          List.of(Environment.ALONE, Environment.OWN_ALLOW, Environment.EMPTY_BOUNDARY);
      case BOUNDARY, SESSION -> List.of(Environment.OWN_ALLOW, Environment.NAMED);
      case SCP, RCP -> List.of(Environment.OWN_ALLOW, Environment.SIBLING);
    };
  }

  private PolicySet around(Policy policy, Environment environment) {
    PolicySet.Builder set = PolicySet.builder();
    boolean sibling = environment == Environment.SIBLING;
    if (environment == Environment.OWN_ALLOW || (sibling && kind != PolicyKind.IDENTITY)) {
      set.identity(ALL);
    }
    if (environment == Environment.NAMED) {
      set.resource(EVERYONE);
    }
    if (environment == Environment.EMPTY_BOUNDARY) {
      set.boundary(List.of());
    }
    List<Policy> one = sibling ? List.of(policy, ALL) : List.of(policy);
    return switch (kind) {
      case IDENTITY -> set.identity(one).build();
      case RESOURCE, TRUST -> set.resource(policy).build();
      case BOUNDARY -> set.boundary(one).build();
      case SESSION -> set.session(one).build();
      case SCP -> set.scps(List.of(new Level("level", one))).build();
      case RCP -> set.rcps(List.of(new Level("level", one))).rcpFullAccess(false).build();
    };
  }
}
