package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.query.PolicyQueries;
import dev.gatehouse.estate.graph.query.Subject;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.principal.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Taking a role by making a service run something with it: a new thing to which the subject passes
 * the role, or a thing that carries it already. The role must trust the service for the account.
 */
@SuppressWarnings("ReferenceEquality") // whether it is another ruling
final class TakeByCompute implements Way {
  @Override
  public void find(Subject from, GraphIndex index, Consumer<Edge> out) {
    for (Compute compute : Compute.ALL) {
      Set<String> roles = index.trusts().ofService(from.account(), compute.service());
      if (roles.isEmpty() || (compute.passes() && !PolicyQueries.may(from, "iam:PassRole", "*"))) {
        continue;
      }
      List<String> calls = new ArrayList<>();
      Ruling ruling = calls(from, compute, index, calls);
      if (ruling == null) {
        continue;
      }
      if (compute.passes()) {
        calls.add(0, "iam:PassRole");
      }
      for (String arn : roles) {
        IamRole role = index.trusts().role(arn);
        if (!role.isReserved() && !arn.equals(from.arn())) {
          role(from, role, compute, ruling, calls, index, out);
        }
      }
    }
  }

  /** The calls besides PassRole: of each set the one that is most open. */
  private static @Nullable Ruling calls(
      Subject from, Compute compute, GraphIndex index, List<String> used) {
    Ruling all = Ruling.OPEN;
    for (Set<String> anyOf : compute.calls()) {
      Ruling best = null;
      String name = "";
      for (String action : new TreeSet<>(anyOf)) {
        Ruling ruling = index.call(from, action, "*", Map.of());
        Ruling better = Ruling.either(best, ruling);
        if (better != best) {
          best = better;
          name = action;
        }
      }
      all = Ruling.both(all, best);
      if (all == null) {
        return null;
      }
      used.add(name);
    }
    return all;
  }

  private static void role(
      Subject from,
      IamRole role,
      Compute compute,
      Ruling otherCalls,
      List<String> used,
      GraphIndex index,
      Consumer<Edge> out) {
    Ruling ruling = otherCalls;
    if (compute.passes()) {
      ruling = Ruling.both(ruling, pass(from, role, compute.service(), index));
    }
    if (ruling == null) {
      return;
    }
    ruling = Ruling.both(ruling, trusts(role, compute.service(), index));
    List<String> calls = used;
    if (compute.profile() && role.instanceProfiles().isEmpty()) {
      calls = new ArrayList<>(List.of("iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"));
      calls.addAll(used);
      ruling = compute.passes() ? Ruling.both(ruling, ownProfile(from, role, index)) : null;
    }
    if (ruling != null && !compute.given().isEmpty()) {
      ruling = Ruling.both(ruling, Ruling.circumstance(compute.given()));
    }
    if (ruling != null) {
      Node to = new Node(Node.Kind.ROLE, role.arn());
      out.accept(Edge.of(from.node(), to, compute.kind(), calls, ruling));
    }
  }

  /** A role outside of any instance profile needs one first. */
  private static @Nullable Ruling ownProfile(Subject from, IamRole role, GraphIndex index) {
    String profile =
        role.arn().substring(0, role.arn().indexOf(":role/")) + ":instance-profile/" + role.name();
    return Ruling.both(
        index.call(from, "iam:CreateInstanceProfile", profile, Map.of()),
        index.call(from, "iam:AddRoleToInstanceProfile", profile, Map.of()));
  }

  private static @Nullable Ruling pass(
      Subject from, IamRole role, String service, GraphIndex index) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("iam:PassedToService", service);
    role.tags().forEach((key, value) -> keys.put("aws:ResourceTag/" + key, value));
    role.tags().forEach((key, value) -> keys.put("iam:ResourceTag/" + key, value));
    return index.call(from, "iam:PassRole", role.arn(), keys);
  }

  /** Whether the role lets the service take it for its own account. */
  private static @Nullable Ruling trusts(IamRole role, String service, GraphIndex index) {
    Context keys =
        index.keys().on(index.keys().service(service, role.account()), role.account(), role.tags());
    Request request =
        Request.of(Caller.service(service), "sts:AssumeRole", role.arn(), role.account(), keys);
    PolicySet policies = index.towards(PolicySet.builder(), role, role.trust()).build();
    return PolicyQueries.decide(request, policies, PolicyQueries.BOTH_SIDES);
  }
}
