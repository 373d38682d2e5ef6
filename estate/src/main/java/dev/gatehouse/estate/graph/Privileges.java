package dev.gatehouse.estate.graph;

import dev.gatehouse.estate.graph.edge.Node;
import dev.gatehouse.estate.graph.query.Subject;
import dev.gatehouse.policy.grant.Grants;
import dev.gatehouse.policy.grant.PrivilegeClass;
import dev.gatehouse.policy.language.Policy;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What nodes may do themselves, by class; a boundary takes away the classes that it has not. */
final class Privileges {
  private final TrustGraph graph;
  private final IdentityHashMap<Policy, Set<PrivilegeClass>> classes = new IdentityHashMap<>();

  Privileges(TrustGraph graph) {
    this.graph = graph;
  }

  Set<PrivilegeClass> of(Node node) {
    return switch (node.kind()) {
      case ADMINISTRATOR -> EnumSet.of(PrivilegeClass.ADMINISTRATOR);
      case USER, ROLE, RAISED, MADE ->
          graph
              .index()
              .subject(node)
              .map(this::of)
              .orElseGet(() -> EnumSet.noneOf(PrivilegeClass.class));
      case SESSION, GROUP, FEDERATED, SERVICE, ACCOUNT, ANYONE, RESOURCE ->
          EnumSet.noneOf(PrivilegeClass.class);
    };
  }

  private Set<PrivilegeClass> of(Subject subject) {
    Set<PrivilegeClass> all = union(subject.identity());
    limit(all, subject.boundary());
    limit(all, subject.session());
    return all;
  }

  private void limit(Set<PrivilegeClass> all, @Nullable List<Policy> limits) {
    if (limits == null || limits.stream().anyMatch(Policy::opaque)) {
      return;
    }
    Set<PrivilegeClass> allowed = union(limits);
    if (!allowed.contains(PrivilegeClass.ADMINISTRATOR)) {
      all.retainAll(allowed);
    }
  }

  private Set<PrivilegeClass> union(List<Policy> policies) {
    Set<PrivilegeClass> all = EnumSet.noneOf(PrivilegeClass.class);
    policies.forEach(policy -> all.addAll(classes.computeIfAbsent(policy, Grants::classes)));
    return all;
  }
}
