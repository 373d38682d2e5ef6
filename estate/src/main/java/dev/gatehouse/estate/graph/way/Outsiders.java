package dev.gatehouse.estate.graph.way;

import dev.gatehouse.estate.graph.edge.Edge;
import dev.gatehouse.estate.graph.edge.EdgeKind;
import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.edge.Ruling;
import dev.gatehouse.estate.graph.index.GraphIndex;
import dev.gatehouse.estate.graph.index.Resources;
import dev.gatehouse.estate.graph.query.Held;
import dev.gatehouse.estate.graph.query.PolicyQueries;
import dev.gatehouse.estate.graph.query.Subject;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.policy.aws.ServicePrincipal;
import dev.gatehouse.policy.context.Context;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.PolicyType;
import dev.gatehouse.policy.decision.Request;
import dev.gatehouse.policy.grant.TrustedPrincipal;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.policy.principal.Caller;
import dev.gatehouse.policy.principal.PrincipalElement.Entry;
import dev.gatehouse.policy.principal.PrincipalElement.EntryKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who comes from outside of what was read: services, and principals of other accounts.
 *
 * <p>What the administrators of an outside account allow their principals nobody here decides, so
 * only this side counts. Of an account of the organization that was not read the other side is
 * unknown.
 */
public final class Outsiders {
  private static final List<String> ASSUME = List.of("sts:AssumeRole");

  private final GraphIndex index;
  private final Consumer<Edge> out;

  public Outsiders(GraphIndex index, Consumer<Edge> out) {
    this.index = index;
    this.out = out;
  }

  /** Everyone outside who may take the role. */
  public void find(IamRole role) {
    Map<Node, Subject> callers = new LinkedHashMap<>();
    for (TrustedPrincipal trusted : TrustedPrincipal.of(role.trust())) {
      Entry entry = trusted.entry();
      if (trusted.everyoneElse() || entry.kind() == EntryKind.EVERYONE) {
        everyone(callers);
      } else if (entry.kind() == EntryKind.SERVICE) {
        service(role, entry.value());
      } else if (!entry.account().isEmpty()) {
        named(entry, callers);
      }
    }
    callers.forEach((node, caller) -> assume(node, caller, role));
    new Federated(index, out).find(role);
  }

  /** Everyone outside whom the resource's policy lets in. */
  public void find(Resources.Opened opened) {
    callers(opened.policy())
        .forEach(
            (node, caller) -> {
              if (!caller.account().equals(opened.owner())) {
                ResourceAccess.find(caller, opened, index, out);
              }
            });
  }

  /** Everyone outside whom a policy names. */
  public Map<Node, Subject> callers(@Nullable Policy policy) {
    Map<Node, Subject> callers = new LinkedHashMap<>();
    if (policy == null) {
      return callers;
    }
    for (var statement : policy.statements()) {
      var principal = statement.principal();
      if (principal == null) {
        continue;
      }
      for (Entry entry : principal.entries()) {
        if (principal.negated() || entry.kind() == EntryKind.EVERYONE) {
          everyone(callers);
        } else if (!entry.account().isEmpty()) {
          named(entry, callers);
        }
      }
    }
    return callers;
  }

  private void everyone(Map<Node, Subject> callers) {
    callers.put(Node.anyone(), stranger(Node.anyone(), "", "000000000000"));
    for (String account : index.unread()) {
      callers.put(Node.account(account), stranger(Node.account(account), "", account));
    }
  }

  private void named(Entry entry, Map<Node, Subject> callers) {
    boolean principal = entry.kind() != EntryKind.ACCOUNT;
    if (principal ? isHere(entry) : index.isRead(entry.account())) {
      return;
    }
    Node node =
        switch (entry.kind()) {
          case USER -> new Node(Node.Kind.USER, entry.value());
          case ROLE -> new Node(Node.Kind.ROLE, entry.value());
          case ROLE_SESSION, FEDERATED_USER -> new Node(Node.Kind.SESSION, entry.value());
          default -> Node.account(entry.account());
        };
    String arn = principal ? entry.value() : "";
    callers.put(node, stranger(node, arn, entry.account()));
  }

  private boolean isHere(Entry entry) {
    return index.inventory().principal(entry.value()).isPresent();
  }

  /** Somebody who has every permission at home, or of whose permissions no file tells. */
  private Subject stranger(Node node, String arn, String account) {
    boolean ours =
        node.kind() != Node.Kind.ANYONE
            && (index.isRead(account) || index.unread().contains(account));
    Policy own = ours ? Policy.unknown("policies of " + node.id()) : Subject.ALL;
    Caller caller =
        Caller.parse(arn.isEmpty() ? "arn:aws:iam::" + account + ":role/(anybody)" : arn);
    Context keys = index.keys().somebody(account);
    if (!arn.isEmpty() && node.kind() != Node.Kind.SESSION) {
      keys = keys.toBuilder().put("aws:PrincipalArn", arn).build();
    }
    if (node.kind() == Node.Kind.ANYONE) {
      keys = keys.toBuilder().unknown("aws:PrincipalAccount").build();
    }
    return new Subject(
        node,
        arn,
        caller,
        Set.of(),
        List.of(new Held("", own.name(), own)),
        List.of(own),
        null,
        null,
        List.of(),
        false,
        keys);
  }

  private void assume(Node node, Subject caller, IamRole role) {
    boolean own = node.kind() == Node.Kind.ACCOUNT && caller.account().equals(role.account());
    if (own || node.id().equals(role.arn())) {
      return;
    }
    Set<PolicyType> silent =
        caller.arn().isEmpty() ? PolicyQueries.BOTH_SIDES : PolicyQueries.NEITHER;
    Ruling ruling = AssumeRole.ruling(caller, caller.caller(), role, role.trust(), index, silent);
    if (ruling != null) {
      Node to = new Node(Node.Kind.ROLE, role.arn());
      out.accept(Edge.of(node, to, EdgeKind.ASSUME_ROLE, ASSUME, ruling));
    }
  }

  private void service(IamRole role, String service) {
    if (ServicePrincipal.common(service).equals(Federated.ROLES_ANYWHERE)) {
      return;
    }
    Context keys =
        index.keys().on(index.keys().service(service, null), role.account(), role.tags());
    Request request =
        Request.of(Caller.service(service), "sts:AssumeRole", role.arn(), role.account(), keys);
    PolicySet policies = index.towards(PolicySet.builder(), role, role.trust()).build();
    Ruling ruling = PolicyQueries.decide(request, policies, PolicyQueries.NEITHER);
    if (ruling != null) {
      Node to = new Node(Node.Kind.ROLE, role.arn());
      out.accept(Edge.of(Node.service(service), to, EdgeKind.SERVICE, ASSUME, ruling));
    }
  }
}
