package dev.gatehouse.gate.access;

import dev.gatehouse.gate.caller.Identity;
import dev.gatehouse.gate.model.AwsException;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.DerivedContext;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts calls before the policy engine. What it does not clearly allow is refused. */
public final class Authorizer {
  private final State state;
  private final PolicyGathering gathering;

  public Authorizer(State state) {
    this.state = state;
    this.gathering = new PolicyGathering(state);
  }

  /** Where policies of callers and resources come from. */
  public PolicyGathering gathering() {
    return gathering;
  }

  /**
   * Refuses what the caller may not do.
   *
   * @throws AwsException AccessDenied in AWS's words
   */
  public void require(Circumstances call, Permission permission) {
    Decision decision = decide(call, permission);
    if (!decision.allowed()) {
      throw AccessDenied.of(caller(call), permission, decision);
    }
  }

  /** The answer for the caller of a call. */
  Decision decide(Circumstances call, Permission permission) {
    Identity identity = caller(call);
    PolicySet policies = gathering.policies(identity, permission);
    return decide(call, identity.caller(), permission, policies);
  }

  /** The answer for one action, without the actions that AWS asks for with it. */
  public Decision decideAlone(Circumstances call, Permission permission) {
    Identity identity = caller(call);
    PolicySet policies = gathering.policies(identity, permission);
    return Evaluator.decideAlone(request(call, identity.caller(), permission), policies);
  }

  /** The answer for the bearer of a provider's token, who has no account. */
  public Decision decideForToken(Circumstances call, Caller bearer, Permission permission) {
    return decide(call, bearer, permission, gathering.policiesOfToken(permission));
  }

  /**
   * Whether a Deny of some policy might forbid an action, on whatever resource. To be asked where
   * nobody knows the resource: then an Allow on all of them is not enough.
   */
  public boolean mayDeny(Circumstances call, Permission permission) {
    Identity identity = caller(call);
    PolicySet set = gathering.policies(identity, permission);
    List<Policy> all = new ArrayList<>(set.identity());
    if (set.boundary() != null) {
      all.addAll(set.boundary());
    }
    if (set.session() != null) {
      all.addAll(set.session());
    }
    set.scps().forEach(level -> all.addAll(level.policies()));
    set.rcps().forEach(level -> all.addAll(level.policies()));
    String action = permission.action().toLowerCase(Locale.ROOT);
    return all.stream()
        .flatMap(policy -> policy.statements().stream())
        .anyMatch(
            statement ->
                statement.effect() == Effect.DENY
                    && statement.matchesAction(action, action.indexOf(':')));
  }

  private Decision decide(
      Circumstances call, Caller caller, Permission permission, PolicySet policies) {
    return Evaluator.decide(request(call, caller, permission), policies);
  }

  private Request request(Circumstances call, Caller caller, Permission permission) {
    return DerivedContext.derive(
        Request.of(
            caller,
            permission.action(),
            permission.resource(),
            permission.owner(),
            CallContext.of(state, call, permission)),
        call.now());
  }

  private static Identity caller(Circumstances call) {
    Identity identity = call.identity();
    if (identity == null) {
      throw new IllegalStateException("A call without credentials has no policies of its own.");
    }
    return identity;
  }
}
