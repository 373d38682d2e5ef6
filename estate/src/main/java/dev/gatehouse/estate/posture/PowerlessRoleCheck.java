package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import dev.gatehouse.policy.catalogue.ActionCatalogue;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.grant.Grants;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.pattern.ActionPattern;
import dev.gatehouse.policy.principal.Caller;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Roles that can do nothing: no policy allows anything, or boundary and SCPs take back all that is
 * allowed. A resource policy elsewhere may still name the role; that is said.
 */
final class PowerlessRoleCheck implements Check {
  private static final Context ANYTHING = new Context.Builder().everythingElseUnknown().build();

  /** What a role that may do everything surely may, if anything. */
  private static final List<String> SAMPLES = List.of("s3:GetObject", "ec2:DescribeInstances");

  @Override
  public void run(Scene scene, Consumer<PostureResult> results) {
    scene
        .inventory()
        .roles()
        .filter(role -> !role.isReserved())
        .forEach(role -> role(scene.inventory(), role, results));
  }

  private static void role(Inventory inventory, IamRole role, Consumer<PostureResult> results) {
    List<Policy> policies = inventory.identityPolicies(role);
    if (policies.stream().anyMatch(Policy::opaque)) {
      return; // Something may be allowed; `estate show` names the document that is missing.
    }
    Caller caller = inventory.caller(role.arn());
    PolicySet set = inventory.policies(caller, "*");
    if (mayDoSomethingSpelledOut(policies, caller, set)) {
      return;
    }
    Set<String> granted = new TreeSet<>();
    policies.forEach(policy -> granted.addAll(Grants.actions(policy).keySet()));
    if (granted.isEmpty()) {
      results.accept(
          draft(role)
              .what("This role can do nothing: no policy of it allows an action.")
              .evidence(
                  policies.isEmpty()
                      ? "it has neither inline nor managed policies"
                      : policies.size() + " policies, none with an Allow that names a known action")
              .result());
      return;
    }
    Decision last = lastDenial(caller, set, granted);
    if (last != null) {
      PostureResult.Draft draft =
          draft(role).what("This role can do nothing: all that its policies allow is taken back.");
      last.blockers().forEach(blocker -> draft.evidence(blocker.message()));
      results.accept(draft.result());
    }
  }

  private static PostureResult.Draft draft(IamRole role) {
    return PostureResult.open("role-powerless", Severity.LOW, role.account(), role.arn())
        .why("It is either left over or broken; a resource policy elsewhere may still name it.")
        .steps("Delete it, or give it the policy it was made for.");
  }

  /** Most roles are allowed some action that is spelled out, which is cheap to find. */
  private static boolean mayDoSomethingSpelledOut(
      List<Policy> policies, Caller caller, PolicySet set) {
    for (Policy policy : policies) {
      for (Statement statement : policy.statements()) {
        if (statement.effect() != Effect.ALLOW || statement.broken() || statement.notAction()) {
          continue;
        }
        for (ActionPattern pattern : statement.actions()) {
          boolean known = ActionCatalogue.aws().action(pattern.source()) != null;
          List<String> samples =
              known ? List.of(pattern.source()) : pattern.matchesEverything() ? SAMPLES : List.of();
          if (samples.stream().anyMatch(each -> !decide(caller, each, set).denied())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** A denial if every granted action is denied; null as soon as one is not. */
  private static @Nullable Decision lastDenial(Caller caller, PolicySet set, Set<String> granted) {
    if (set.boundary() == null && set.scps().isEmpty()) {
      return null;
    }
    Decision last = null;
    for (String action : granted) {
      Decision decision = decide(caller, action, set);
      if (!decision.denied()) {
        return null;
      }
      last = decision;
    }
    return last;
  }

  private static Decision decide(Caller caller, String action, PolicySet set) {
    return Evaluator.decide(Request.of(caller, action, "*", ANYTHING), set);
  }
}
