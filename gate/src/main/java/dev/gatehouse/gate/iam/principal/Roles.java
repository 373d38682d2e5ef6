package dev.gatehouse.gate.iam.principal;

import dev.gatehouse.gate.access.SavedPrincipals;
import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Names;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.iam.entity.TagList;
import dev.gatehouse.gate.iam.policy.Boundaries;
import dev.gatehouse.gate.iam.policy.DocumentCheck;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.policy.aws.ReservedPath;

/** Roles. */
public final class Roles {
  private final Ids ids;

  private Roles(Ids ids) {
    this.ids = ids;
  }

  public static void addTo(Service iam, Ids ids) {
    Roles roles = new Roles(ids);
    iam.write("CreateRole", roles::create);
    iam.read("GetRole", call -> view(call, Entity.ROLE.find(call)));
    iam.read("ListRoles", Roles::list);
    iam.write("UpdateRole", Roles::update);
    iam.write("UpdateRoleDescription", Roles::update);
    iam.write("UpdateAssumeRolePolicy", Roles::updateTrust);
    iam.write("DeleteRole", Roles::delete);
  }

  private static Structure view(Call call, Structure role) {
    return Structure.of("Role", Views.role(call, role));
  }

  private Structure create(Call call) {
    Structure input = call.input();
    Holdings holdings = call.holdings();
    String name = input.need("RoleName");
    String path = Names.path(input);
    String trust = input.need("AssumeRolePolicyDocument");
    DocumentCheck.trust(call.state(), trust);
    Quota.TRUST_POLICY_SIZE.check(DocumentCheck.size(trust));
    if (ReservedPath.SERVICE_LINKED.holds(path) || ReservedPath.RESERVED.holds(path)) {
      throw Errors.invalidInput("The path " + path + " is reserved for AWS.");
    }
    String boundary = Boundaries.checked(call);
    if (holdings.get(Kind.ROLE, name) != null) {
      throw Errors.alreadyExists("Role with name " + name + " already exists.");
    }
    Quota.ROLES.check(holdings.count(Kind.ROLE) + 1);
    Structure role =
        Structure.of(
            "Path", path,
            "RoleName", name,
            "RoleId", ids.uniqueId("AROA", call.account()),
            "Arn", Entity.ROLE.arn(call.account(), path, name),
            "CreateDate", call.now(),
            "AssumeRolePolicyDocument", trust,
            "TrustedIds", SavedPrincipals.save(call.state(), trust),
            "Description", input.text("Description"),
            "MaxSessionDuration", input.number("MaxSessionDuration", 3_600),
            "Boundary", boundary,
            "Tags", TagList.given(Entity.ROLE, input));
    holdings.put(Kind.ROLE, role);
    return Structure.of("Role", Views.newRole(call.state(), role));
  }

  private static Structure list(Call call) {
    return Paging.page(
        call.input(),
        "Roles",
        Names.underPath(call.holdings().all(Kind.ROLE), call.input()),
        role -> Views.key(role, "RoleName"),
        role -> Views.listedRole(call.state(), role));
  }

  private static Structure update(Call call) {
    Structure role = Entity.ROLE.find(call);
    requireOurs(role);
    Structure input = call.input();
    if (input.has("Description")) {
      role = role.with("Description", input.text("Description"));
    }
    if (input.has("MaxSessionDuration")) {
      role = role.with("MaxSessionDuration", input.get("MaxSessionDuration"));
    }
    call.holdings().put(Kind.ROLE, role);
    return view(call, role);
  }

  private static Structure updateTrust(Call call) {
    Structure role = Entity.ROLE.find(call);
    requireOurs(role);
    String trust = call.need("PolicyDocument");
    DocumentCheck.trust(call.state(), trust);
    Quota.TRUST_POLICY_SIZE.check(DocumentCheck.size(trust));
    call.holdings()
        .put(
            Kind.ROLE,
            role.with("AssumeRolePolicyDocument", trust)
                .with("TrustedIds", SavedPrincipals.save(call.state(), trust)));
    return Structure.EMPTY;
  }

  private static Structure delete(Call call) {
    Structure role = Entity.ROLE.find(call);
    requireOurs(role);
    String name = role.need("RoleName");
    boolean used =
        call.holdings().all(Kind.INSTANCE_PROFILE).stream()
            .anyMatch(profile -> profile.texts("Roles").contains(name));
    if (used) {
      throw Errors.deleteConflict(
          "Cannot delete entity, must remove roles from instance profile first.");
    }
    if (role.has("InlinePolicies")) {
      throw Errors.deleteConflict("Cannot delete entity, must delete policies first.");
    }
    if (role.has("AttachedPolicies")) {
      throw Errors.deleteConflict("Cannot delete entity, must detach all policies first.");
    }
    call.holdings().remove(Kind.ROLE, name);
    return Structure.EMPTY;
  }

  /** Roles that AWS made can be changed by AWS alone. */
  public static void requireOurs(Structure role) {
    if (ReservedPath.SERVICE_LINKED.holds(role.need("Path"))) {
      throw Errors.unmodifiable(
          "Cannot perform the operation on the protected role '"
              + role.need("RoleName")
              + "' - this role is only modifiable by AWS");
    }
  }
}
