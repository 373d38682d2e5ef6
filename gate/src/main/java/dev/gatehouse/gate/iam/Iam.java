package dev.gatehouse.gate.iam;

import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.caller.SecondFactor;
import dev.gatehouse.gate.caller.Vault;
import dev.gatehouse.gate.iam.credential.AccessKeys;
import dev.gatehouse.gate.iam.entity.Tagging;
import dev.gatehouse.gate.iam.policy.AttachedPolicies;
import dev.gatehouse.gate.iam.policy.Boundaries;
import dev.gatehouse.gate.iam.policy.InlinePolicies;
import dev.gatehouse.gate.iam.policy.Policies;
import dev.gatehouse.gate.iam.principal.Groups;
import dev.gatehouse.gate.iam.principal.InstanceProfiles;
import dev.gatehouse.gate.iam.principal.Roles;
import dev.gatehouse.gate.iam.principal.Users;
import dev.gatehouse.gate.model.ServiceModel;
import dev.gatehouse.gate.operation.Service;

/** Identity and Access Management. */
public final class Iam {
  private Iam() {}

  /** The service with all of its operations. */
  public static Service service(Vault vault, Ids ids, SecondFactor factor) {
    Service iam = new Service(ServiceModel.load("iam"), IamAccess::require);
    Users.addTo(iam, ids);
    Groups.addTo(iam, ids);
    Roles.addTo(iam, ids);
    InstanceProfiles.addTo(iam, ids);
    Policies.addTo(iam, ids);
    InlinePolicies.addTo(iam, Roles::requireOurs);
    AttachedPolicies.addTo(iam, Roles::requireOurs);
    Boundaries.addTo(iam);
    Tagging.addTo(iam);
    AccessKeys.addTo(iam, ids, vault);
    return iam;
  }
}
