package dev.gatehouse.gate.access;

import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.gate.state.State;
import dev.gatehouse.policy.decision.PolicySet;
import dev.gatehouse.policy.decision.PolicySet.Level;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The organization's control policies above an account, level by level from the root down. */
final class ControlPolicies {
  private static final int LEVELS_MAX = 16;

  private final State state;
  private final Documents documents;

  ControlPolicies(State state, Documents documents) {
    this.state = state;
    this.documents = documents;
  }

  /** Adds the SCPs above the caller's account and the RCPs above the resource's. */
  void add(PolicySet.Builder set, String callerAccount, String resourceAccount) {
    Holdings organization = state.organization();
    if (organization.count(Kind.ORGANIZATION) == 0) {
      return;
    }
    String management =
        organization.all(Kind.ORGANIZATION).iterator().next().need("MasterAccountId");
    set.callerInManagementAccount(callerAccount.equals(management));
    set.resourceInManagementAccount(resourceAccount.equals(management));
    set.scps(levels(organization, callerAccount, "SERVICE_CONTROL_POLICY"));
    set.rcps(levels(organization, resourceAccount, "RESOURCE_CONTROL_POLICY"));
  }

  private List<Level> levels(Holdings organization, String account, String type) {
    if (!isOn(organization, type)) {
      return List.of();
    }
    List<Level> levels = new ArrayList<>();
    Structure at = organization.get(Kind.ACCOUNT, account);
    while (at != null && levels.size() < LEVELS_MAX) {
      levels.add(0, new Level(at.need("Id"), attached(organization, at.need("Id"), type)));
      at = parent(organization, at);
    }
    return levels;
  }

  private static boolean isOn(Holdings organization, String type) {
    return organization.all(Kind.ROOT).stream()
        .anyMatch(root -> root.texts("EnabledTypes").contains(type));
  }

  static @Nullable Structure parent(Holdings organization, Structure child) {
    String parent = child.text("ParentId");
    if (parent == null) {
      return null;
    }
    Structure unit = organization.get(Kind.UNIT, parent);
    return unit == null ? organization.get(Kind.ROOT, parent) : unit;
  }

  private List<Policy> attached(Holdings organization, String target, String type) {
    List<Policy> policies = new ArrayList<>();
    for (Structure policy : organization.all(Kind.CONTROL_POLICY)) {
      if (policy.need("Type").equals(type) && policy.texts("Targets").contains(target)) {
        policies.add(documents.get(policy.need("Id"), policy.need("Content")));
      }
    }
    return policies;
  }
}
