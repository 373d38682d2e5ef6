package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeKind;
import dev.gatehouse.estate.graph.edge.EdgeVerdict;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Requirement;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.index.Trusts;
import dev.gatehouse.estate.graph.query.PolicyQueries;
import dev.gatehouse.estate.graph.query.Subject;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.PolicyType;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.language.Effect;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.language.Statement;
import dev.gatehouse.policy.principal.Caller;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code sts:AssumeRole}, decided on both sides.
 *
 * <p>A role that names the subject is always decided, so that a grant which something blocks is
 * told. A role that leaves it to the subject's account, or to everyone, is decided only if the
 * subject's own policies may allow the call; in the role's account everyone named by {@code *}
 * needs no more.
 */
final class AssumeRole implements Way {
  private static final String ACTION = "sts:AssumeRole";
  private static final List<String> CALLS = List.of(ACTION);

  @Override
  public void find(Subject from, GraphIndex index, Consumer<Edge> out) {
    Trusts trusts = index.trusts();
    Set<String> named = trusts.naming(from.arn());
    for (String role : named) {
      decide(from, from.caller(), trusts.role(role), index, PolicyQueries.NEITHER, null, out);
    }
    Set<String> delegated = delegated(from, trusts);
    delegated.removeAll(named);
    for (String role : delegated) {
      decide(from, from.caller(), trusts.role(role), index, PolicyQueries.BOTH_SIDES, null, out);
    }
    if (from.caller().kind() == Caller.Kind.ROLE) {
      sessions(from, trusts, named, delegated, index, out);
    }
  }

  private static Set<String> delegated(Subject from, Trusts trusts) {
    Set<String> found = new LinkedHashSet<>();
    for (String role : trusts.toEveryone()) {
      if (trusts.role(role).account().equals(from.account())
          || PolicyQueries.may(from, ACTION, role)) {
        found.add(role);
      }
    }
    Set<String> listed = listed(from);
    for (String role : listed == null ? trusts.delegatedTo(from.account()) : listed) {
      if (trusts.has(role)
          && trusts.isDelegated(role, from.account())
          && PolicyQueries.may(from, ACTION, role)) {
        found.add(role);
      }
    }
    return found;
  }

  /** The roles that the subject's policies list one by one; null if there is a wildcard. */
  private static @Nullable Set<String> listed(Subject from) {
    Set<String> listed = new LinkedHashSet<>();
    for (Policy policy : from.identity()) {
      if (policy.opaque()) {
        return null;
      }
      for (int place : policy.candidates("sts")) {
        Statement statement = policy.statements().get(place);
        if (statement.broken()) {
          return null;
        }
        if (statement.effect() != Effect.ALLOW || !statement.matchesAction("sts:assumerole", 3)) {
          continue;
        }
        var resource = statement.resource();
        if (resource == null || resource.negated() || resource.everything()) {
          return null;
        }
        for (String source : resource.sources()) {
          if (source.indexOf('*') >= 0 || source.indexOf('?') >= 0 || source.indexOf('$') >= 0) {
            return null;
          }
          listed.add(source);
        }
      }
    }
    return listed;
  }

  /** Roles that name single sessions of the subject: open to whoever chooses that session name. */
  private static void sessions(
      Subject from,
      Trusts trusts,
      Set<String> named,
      Set<String> delegated,
      GraphIndex index,
      Consumer<Edge> out) {
    Map<String, Set<String>> sessions = trusts.sessionsOf(from.account(), from.caller().name());
    sessions.forEach(
        (role, arns) -> {
          if (named.contains(role) || delegated.contains(role)) {
            return;
          }
          String session = arns.iterator().next();
          Caller caller = Caller.parse(session).withRoleArn(from.arn());
          Requirement name =
              new Requirement(
                  "sts:RoleSessionName",
                  "the session is named `" + session.substring(session.lastIndexOf('/') + 1) + "`");
          decide(from, caller, trusts.role(role), index, PolicyQueries.NEITHER, name, out);
        });
  }

  private static void decide(
      Subject from,
      Caller caller,
      IamRole role,
      GraphIndex index,
      Set<PolicyType> silent,
      @Nullable Requirement besides,
      Consumer<Edge> out) {
    if (role.arn().equals(from.arn())) {
      return;
    }
    Ruling ruling = ruling(from, caller, role, role.trust(), index, silent);
    if (ruling != null && besides != null) {
      ruling =
          Ruling.both(
              new Ruling(EdgeVerdict.CONDITIONAL, List.of(besides), List.of(), List.of()), ruling);
    }
    if (ruling != null) {
      Node to = new Node(Node.Kind.ROLE, role.arn());
      out.accept(Edge.of(from.node(), to, EdgeKind.ASSUME_ROLE, CALLS, ruling));
    }
  }

  /** The engine's answer under some trust policy of the role. */
  static @Nullable Ruling ruling(
      Subject from,
      Caller caller,
      IamRole role,
      Policy trust,
      GraphIndex index,
      Set<PolicyType> silent) {
    Request request =
        Request.of(
            caller,
            ACTION,
            role.arn(),
            role.account(),
            index.keys().on(from.keys(), role.account(), role.tags()));
    PolicySet policies = index.towards(from.policies(), role, trust).build();
    return PolicyQueries.decide(request, policies, silent);
  }
}
