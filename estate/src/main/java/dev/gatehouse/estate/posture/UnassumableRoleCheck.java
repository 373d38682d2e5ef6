package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.inventory.AccountInventory;
import dev.gatehouse.estate.inventory.IamPrincipal;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.estate.posture.PostureResult.Severity;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.context.Truth;
import dev.gatehouse.policy.decision.Decision;
import dev.gatehouse.policy.decision.DerivedContext;
import dev.gatehouse.policy.decision.Evaluator;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.grant.TrustedPrincipal;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.principal.PrincipalElement.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Roles that nobody can assume: for everyone whom the trust policy names, the policy engine is
 * asked whether any value of the condition keys lets the call through, on both sides.
 */
final class UnassumableRoleCheck implements Check {
  private static final Context ANYTHING = new Context.Builder().everythingElseUnknown().build();

  @Override
  public void run(Scene scene, Consumer<PostureResult> results) {
    Search search = new Search(scene.inventory());
    scene
        .inventory()
        .roles()
        .filter(role -> !role.isReserved())
        .forEach(role -> search.role(role, results));
  }

  /** The search over one inventory. */
  private static final class Search {
    private final Inventory inventory;
    private final Map<String, List<IamPrincipal>> callers = new HashMap<>();

    Search(Inventory inventory) {
      this.inventory = inventory;
    }

    private void role(IamRole role, Consumer<PostureResult> results) {
      List<String> facts = new ArrayList<>();
      Truth anyone = role.trust().opaque() ? Truth.UNKNOWN : Truth.NO;
      for (TrustedPrincipal trusted : TrustedPrincipal.of(role.trust())) {
        anyone = anyone.or(canAssume(role, trusted, facts));
        if (anyone == Truth.YES) {
          return;
        }
      }
      if (anyone == Truth.UNKNOWN) {
        if (!role.trust().opaque()) {
          return; // Somebody outside of what is known may; that is what such roles are for.
        }
        results.accept(
            PostureResult.unknown("role-unassumable", role.account(), role.arn())
                .what("Whether anybody can assume this role is not known: its trust policy is not.")
                .why("`aws iam get-role --role-name " + role.name() + "` would tell.")
                .result());
        return;
      }
      results.accept(
          PostureResult.open("role-unassumable", Severity.LOW, role.account(), role.arn())
              .what("Nobody can assume this role.")
              .why(
                  "It does nothing today; whoever edits its trust policy or makes a principal of"
                      + " such a name again gets all it may do.")
              .evidence(facts.isEmpty() ? List.of("its trust policy lets nobody in at all") : facts)
              .steps("Delete it, or mend its trust policy if it is needed.")
              .result());
    }

    private Truth canAssume(IamRole role, TrustedPrincipal trusted, List<String> facts) {
      Entry entry = trusted.entry();
      if (trusted.everyoneElse()) {
        return Truth.YES;
      }
      return switch (entry.kind()) {
        case EVERYONE -> Truth.YES;
        case DELETED -> {
          facts.add("`" + entry.value() + "` is the id of a principal that was deleted");
          yield Truth.NO;
        }
        case UNREADABLE, CANONICAL_USER -> {
          facts.add("`" + entry.value() + "` names nobody");
          yield Truth.NO;
        }
        case ACCOUNT -> anyOf(role, entry.account(), facts);
        case USER, ROLE, ROLE_SESSION -> principal(role, entry.value(), facts);
        case FEDERATED_USER -> Truth.UNKNOWN;
        case SERVICE -> decide(role, Caller.service(entry.value()), "sts:AssumeRole", facts);
        case FEDERATED -> federated(role, entry.value(), facts);
      };
    }

    private Truth principal(IamRole role, String arn, List<String> facts) {
      Truth exists = inventory.exists(arn);
      if (exists == Truth.NO) {
        facts.add("`" + arn + "` does not exist");
        return Truth.NO;
      }
      return exists == Truth.UNKNOWN
          ? Truth.UNKNOWN
          : decide(role, inventory.caller(arn), "sts:AssumeRole", facts);
    }

    /** A whole account is let in: somebody in it must be allowed to make the call as well. */
    private Truth anyOf(IamRole role, String account, List<String> facts) {
      var known = inventory.account(account).filter(each -> each.dumped());
      if (known.isEmpty()) {
        return Truth.UNKNOWN;
      }
      Truth anyone = Truth.NO;
      for (IamPrincipal each : callers(known.get())) {
        anyone =
            anyone.or(
                decide(role, inventory.caller(each.arn()), "sts:AssumeRole", new ArrayList<>()));
        if (anyone == Truth.YES) {
          return anyone;
        }
      }
      if (anyone == Truth.NO) {
        facts.add(
            "nobody in account `" + account + "`, which is let in, may call sts:AssumeRole on it");
      }
      return anyone;
    }

    /** Users and roles of an account of which some policy may allow AssumeRole on something. */
    private List<IamPrincipal> callers(AccountInventory account) {
      return callers.computeIfAbsent(
          account.id(),
          id ->
              Stream.<IamPrincipal>concat(account.users().stream(), account.roles().stream())
                  .filter(
                      each -> inventory.identityPolicies(each).stream().anyMatch(Search::mayAssume))
                  .toList());
    }

    private static boolean mayAssume(Policy policy) {
      return policy.opaque()
          || Arrays.stream(policy.candidates("sts"))
              .mapToObj(place -> policy.statements().get(place))
              .anyMatch(each -> each.broken() || each.matchesAction("sts:assumerole", 3));
    }

    private Truth federated(IamRole role, String provider, List<String> facts) {
      if (provider.startsWith("arn:") && inventory.exists(provider) == Truth.NO) {
        facts.add("`" + provider + "` does not exist");
        return Truth.NO;
      }
      String action =
          provider.contains(":saml-provider/")
              ? "sts:AssumeRoleWithSAML"
              : "sts:AssumeRoleWithWebIdentity";
      return decide(role, Caller.federated(provider), action, facts);
    }

    /**
     * Yes where some values of the unknown keys let the call through; unknown for lack of
     * documents.
     */
    private Truth decide(IamRole role, Caller caller, String action, List<String> facts) {
      Request request =
          DerivedContext.derive(Request.of(caller, action, role.arn(), ANYTHING), null);
      Decision decision = Evaluator.decide(request, inventory.policies(caller, role.arn()));
      if (decision.denied()) {
        decision.blockers().forEach(blocker -> facts.add(caller.text() + ": " + blocker.message()));
        return Truth.NO;
      }
      boolean documents = decision.unknown().stream().anyMatch(key -> key.startsWith("policy:"));
      return documents ? Truth.UNKNOWN : Truth.YES;
    }
  }
}
