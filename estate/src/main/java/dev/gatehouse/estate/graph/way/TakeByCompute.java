package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.index.Trusts;
import dev.gatehouse.estate.graph.query.PolicyQueries;
import dev.gatehouse.estate.graph.query.Subject;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.grant.TrustedPrincipal;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Taking a role by making a service run something with it: a new thing to which the subject passes
 * the role, or a thing that carries it already. The role must trust the service for the account.
 */
final class TakeByCompute implements Way {
  @Override
  public void find(Subject from, GraphIndex index, Consumer<Edge> out) {
    boolean passes = PolicyQueries.may(from, "iam:PassRole", "*");
    Search search = new Search(from, index, out);
    for (Compute compute : Compute.ALL) {
      if (compute.passes() && !passes) {
        continue;
      }
      for (String trusted : compute.trusts()) {
        Set<String> roles = index.trusts().trusting(from.account(), trusted);
        if (!roles.isEmpty()) {
          search.find(compute, trusted, roles);
        }
      }
    }
  }

  /** The search for one subject; answers on a role and a service serve several ways. */
  private record Search(
      Subject from,
      GraphIndex index,
      Consumer<Edge> out,
      Map<String, Optional<Ruling>> passing,
      Map<String, Optional<Ruling>> trusting) {

    Search(Subject from, GraphIndex index, Consumer<Edge> out) {
      this(from, index, out, new HashMap<>(), new HashMap<>());
    }

    void find(Compute compute, String trusted, Set<String> roles) {
      List<String> calls = new ArrayList<>();
      boolean onProvider = trusted.equals("saml") || trusted.equals("oidc");
      Ruling ruling = onProvider ? Ruling.OPEN : Calls.ruling(from, compute.calls(), index, calls);
      if (ruling == null) {
        return;
      }
      if (compute.passes()) {
        calls.add(0, "iam:PassRole");
      }
      for (String arn : roles) {
        IamRole role = index.trusts().role(arn);
        if (role.isReserved() || arn.equals(from.arn())) {
          continue;
        }
        if (onProvider) {
          provider(compute, trusted, role);
        } else {
          role(compute, trusted, role, ruling, calls);
        }
      }
    }

    private void role(
        Compute compute, String trusted, IamRole role, Ruling otherCalls, List<String> used) {
      Ruling ruling = otherCalls;
      if (compute.passes()) {
        ruling = Ruling.both(ruling, pass(role, trusted));
      }
      if (ruling == null) {
        return;
      }
      ruling = Ruling.both(ruling, trusts(role, trusted));
      List<String> calls = used;
      if (compute.profile() && role.instanceProfiles().isEmpty()) {
        calls =
            new ArrayList<>(List.of("iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"));
        calls.addAll(used);
        ruling = compute.passes() ? Ruling.both(ruling, ownProfile(role)) : null;
      }
      emit(compute, role, calls, ruling);
    }

    /** The calls are made on a provider that the role trusts. */
    private void provider(Compute compute, String family, IamRole role) {
      for (String provider : providers(role, family)) {
        for (String action : compute.calls().get(0)) {
          Ruling ruling = index.call(from, action, provider, Map.of());
          if (ruling != null) {
            ruling = Ruling.both(ruling, Federated.bearer(role, provider, Map.of(), index));
            emit(compute, role, List.of(action), ruling);
          }
        }
      }
    }

    private void emit(Compute compute, IamRole role, List<String> calls, @Nullable Ruling found) {
      Ruling ruling = found;
      if (ruling != null && !compute.given().isEmpty()) {
        ruling = Ruling.both(ruling, Ruling.circumstance(compute.given()));
      }
      if (ruling != null) {
        Node to = new Node(Node.Kind.ROLE, role.arn());
        out.accept(Edge.of(from.node(), to, compute.kind(), calls, ruling));
      }
    }

    /** A role outside of any instance profile needs one first. */
    private @Nullable Ruling ownProfile(IamRole role) {
      String profile =
          role.arn().substring(0, role.arn().indexOf(":role/"))
              + ":instance-profile/"
              + role.name();
      return Ruling.both(
          index.call(from, "iam:CreateInstanceProfile", profile, Map.of()),
          index.call(from, "iam:AddRoleToInstanceProfile", profile, Map.of()));
    }

    private @Nullable Ruling pass(IamRole role, String service) {
      return passing
          .computeIfAbsent(
              role.arn() + " " + service,
              key -> Optional.ofNullable(index.pass(from, role, service)))
          .orElse(null);
    }

    private @Nullable Ruling trusts(IamRole role, String trusted) {
      return trusting
          .computeIfAbsent(
              role.arn() + " " + trusted,
              key -> Optional.ofNullable(TakeByCompute.trusts(role, trusted, index)))
          .orElse(null);
    }
  }

  /** Whether the role lets the service, or the bearer of a provider's token, take it. */
  private static @Nullable Ruling trusts(IamRole role, String trusted, GraphIndex index) {
    Ruling best = null;
    for (String provider : providers(role, trusted)) {
      best = Ruling.either(best, Federated.bearer(role, provider, Map.of(), index));
    }
    if (best != null || !trusted.endsWith(".amazonaws.com")) {
      return best;
    }
    Context keys =
        index.keys().on(index.keys().service(trusted, role.account()), role.account(), role.tags());
    Request request =
        Request.of(Caller.service(trusted), "sts:AssumeRole", role.arn(), role.account(), keys);
    PolicySet policies = index.towards(PolicySet.builder(), role, role.trust()).build();
    return PolicyQueries.decide(request, policies, PolicyQueries.BOTH_SIDES);
  }

  private static Set<String> providers(IamRole role, String family) {
    Set<String> found = new LinkedHashSet<>();
    for (TrustedPrincipal trusted : TrustedPrincipal.of(role.trust())) {
      String provider = trusted.entry().value();
      if (trusted.entry().kind() == EntryKind.FEDERATED && Trusts.isOf(provider, family)) {
        found.add(provider);
      }
    }
    return found;
  }
}
