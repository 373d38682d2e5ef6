package dev.gatehouse.gate.iam.principal;

import dev.gatehouse.gate.access.Permission;
import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Names;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.iam.entity.TagList;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Kind;
import dev.gatehouse.policy.context.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Instance profiles, which hold one role each. */
public final class InstanceProfiles {
  private final Ids ids;

  private InstanceProfiles(Ids ids) {
    this.ids = ids;
  }

  public static void addTo(Service iam, Ids ids) {
    InstanceProfiles profiles = new InstanceProfiles(ids);
    iam.write("CreateInstanceProfile", profiles::create);
    iam.read("GetInstanceProfile", InstanceProfiles::get);
    iam.read(
        "ListInstanceProfiles",
        call ->
            page(call, Names.underPath(call.holdings().all(Kind.INSTANCE_PROFILE), call.input())));
    iam.read("ListInstanceProfilesForRole", InstanceProfiles::ofRole);
    iam.write("DeleteInstanceProfile", InstanceProfiles::delete);
    iam.write("AddRoleToInstanceProfile", InstanceProfiles::addRole);
    iam.write("RemoveRoleFromInstanceProfile", InstanceProfiles::removeRole);
  }

  private Structure create(Call call) {
    String name = call.need("InstanceProfileName");
    String path = Names.path(call.input());
    if (call.holdings().get(Kind.INSTANCE_PROFILE, name) != null) {
      throw Errors.alreadyExists("Instance Profile " + name + " already exists.");
    }
    Quota.INSTANCE_PROFILES.check(call.holdings().count(Kind.INSTANCE_PROFILE) + 1);
    Structure profile =
        Structure.of(
            "Path", path,
            "InstanceProfileName", name,
            "InstanceProfileId", ids.uniqueId("AIPA", call.account()),
            "Arn", Entity.INSTANCE_PROFILE.arn(call.account(), path, name),
            "CreateDate", call.now(),
            "Tags", TagList.given(Entity.INSTANCE_PROFILE, call.input()));
    call.holdings().put(Kind.INSTANCE_PROFILE, profile);
    return Structure.of("InstanceProfile", view(call, profile).with("Tags", profile.get("Tags")));
  }

  private static Structure view(Call call, Structure profile) {
    return Views.instanceProfile(call.state(), call.holdings(), profile);
  }

  private static Structure get(Call call) {
    Structure profile = Entity.INSTANCE_PROFILE.find(call);
    return Structure.of(
        "InstanceProfile", view(call, profile).with("Tags", profile.structures("Tags")));
  }

  private static Structure page(Call call, Collection<Structure> profiles) {
    return Paging.page(
        call.input(),
        "InstanceProfiles",
        List.copyOf(profiles),
        profile -> Views.key(profile, "InstanceProfileName"),
        profile -> view(call, profile));
  }

  private static Structure ofRole(Call call) {
    String role = Entity.ROLE.find(call).need("RoleName");
    return page(
        call,
        call.holdings().all(Kind.INSTANCE_PROFILE).stream()
            .filter(profile -> profile.texts("Roles").contains(role))
            .toList());
  }

  private static Structure delete(Call call) {
    Structure profile = Entity.INSTANCE_PROFILE.find(call);
    if (profile.has("Roles")) {
      throw Errors.deleteConflict(
          "Cannot delete entity, must remove roles from instance profile first.");
    }
    call.holdings().remove(Kind.INSTANCE_PROFILE, profile.need("InstanceProfileName"));
    return Structure.EMPTY;
  }

  private static Structure addRole(Call call) {
    Structure profile = Entity.INSTANCE_PROFILE.find(call);
    Structure role = Entity.ROLE.find(call);
    Roles.requireOurs(role);
    Context keys = new Context.Builder().put("iam:PassedToService", "ec2.amazonaws.com").build();
    call.require(Permission.of("iam:PassRole", role.need("Arn"), call.account(), keys));
    List<String> roles = new ArrayList<>(profile.texts("Roles"));
    roles.add(role.need("RoleName"));
    Quota.ROLES_PER_INSTANCE_PROFILE.check(roles.size());
    call.holdings().put(Kind.INSTANCE_PROFILE, profile.with("Roles", roles));
    return Structure.EMPTY;
  }

  private static Structure removeRole(Call call) {
    Structure profile = Entity.INSTANCE_PROFILE.find(call);
    String role = call.need("RoleName");
    List<String> roles = new ArrayList<>(profile.texts("Roles"));
    if (!roles.remove(role)) {
      throw Errors.noSuchEntity(
          "Role "
              + role
              + " cannot be found in instance profile "
              + profile.need("InstanceProfileName")
              + ".");
    }
    call.holdings()
        .put(Kind.INSTANCE_PROFILE, profile.with("Roles", roles.isEmpty() ? null : roles));
    return Structure.EMPTY;
  }
}
