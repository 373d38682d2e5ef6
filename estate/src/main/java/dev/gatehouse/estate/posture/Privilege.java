package dev.gatehouse.estate.posture;

import dev.gatehouse.estate.inventory.IamPrincipal;
import dev.gatehouse.estate.inventory.Inventory;
import dev.gatehouse.policy.grant.Grants;
import dev.gatehouse.policy.language.Policy;

/** How much a user or role may do. */
final class Privilege {
  private Privilege() {}

  /** Whether some policy of it grants everything or changes of IAM. */
  static boolean isHigh(Inventory inventory, IamPrincipal principal) {
    for (Policy policy : inventory.identityPolicies(principal)) {
      if (!policy.opaque() && (Grants.allowsEveryAction(policy) || Grants.allowsIamWrite(policy))) {
        return true;
      }
    }
    return false;
  }
}
