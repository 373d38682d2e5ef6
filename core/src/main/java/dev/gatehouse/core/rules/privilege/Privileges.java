package dev.gatehouse.core.rules.privilege;

import dev.gatehouse.estate.inventory.IamPrincipal;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.policy.grant.Grants;
import dev.gatehouse.policy.grant.PrivilegeClass;
import dev.gatehouse.policy.language.Policy;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What users and roles may do, in classes, by the inventory. The same ARN always gives the same, so
 * what was worked out is kept: a saving, no memory.
 */
final class Privileges {
  private static final int KEPT_MAX = 10_000;

  private final Inventory inventory;
  private final Map<String, Optional<Set<PrivilegeClass>>> kept = new ConcurrentHashMap<>();
  private final Map<Policy, Set<PrivilegeClass>> judged = new ConcurrentHashMap<>();

  Privileges(Inventory inventory) {
    this.inventory = inventory;
  }

  /** Empty if the principal or one of its policies is not known. */
  Optional<Set<PrivilegeClass>> of(String arn) {
    if (kept.size() >= KEPT_MAX) {
      kept.clear();
    }
    return kept.computeIfAbsent(arn, this::workOut);
  }

  /** Whether somebody of these classes can give itself everything else. */
  static boolean isPrivileged(Set<PrivilegeClass> classes) {
    return classes.contains(PrivilegeClass.ADMINISTRATOR)
        || classes.contains(PrivilegeClass.IAM_WRITE);
  }

  private Optional<Set<PrivilegeClass>> workOut(String arn) {
    Optional<? extends IamPrincipal> principal = inventory.principal(arn);
    if (principal.isEmpty() || !principal.get().permissions().whole()) {
      return Optional.empty();
    }
    Set<PrivilegeClass> classes = EnumSet.noneOf(PrivilegeClass.class);
    for (Policy policy : inventory.identityPolicies(principal.get())) {
      if (policy.opaque()) {
        return Optional.empty();
      }
      classes.addAll(classes(policy));
    }
    return Optional.of(classes);
  }

  /** Many hold the same document, and judging one takes a millisecond. */
  private Set<PrivilegeClass> classes(Policy policy) {
    if (judged.size() >= KEPT_MAX) {
      judged.clear();
    }
    return judged.computeIfAbsent(policy, Grants::classes);
  }
}
