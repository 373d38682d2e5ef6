package dev.gatehouse.gate.iam.principal;

import dev.gatehouse.gate.caller.Ids;
import dev.gatehouse.gate.iam.entity.Entity;
import dev.gatehouse.gate.iam.entity.Errors;
import dev.gatehouse.gate.iam.entity.Names;
import dev.gatehouse.gate.iam.entity.Paging;
import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;
import java.util.ArrayList;
import java.util.List;

/** Groups and who is in them; membership is kept with the users. */
public final class Groups {
  private final Ids ids;

  private Groups(Ids ids) {
    this.ids = ids;
  }

  public static void addTo(Service iam, Ids ids) {
    Groups groups = new Groups(ids);
    iam.write("CreateGroup", groups::create);
    iam.read("GetGroup", Groups::get);
    iam.read("ListGroups", Groups::list);
    iam.write("UpdateGroup", Groups::update);
    iam.write("DeleteGroup", Groups::delete);
    iam.write("AddUserToGroup", Groups::addUser);
    iam.write("RemoveUserFromGroup", Groups::removeUser);
    iam.read("ListGroupsForUser", Groups::ofUser);
  }

  private Structure create(Call call) {
    String name = call.need("GroupName");
    String path = Names.path(call.input());
    requireFree(call.holdings(), name);
    Quota.GROUPS.check(call.holdings().count(Kind.GROUP) + 1);
    Structure group =
        Structure.of(
            "Path", path,
            "GroupName", name,
            "GroupId", ids.uniqueId("AGPA", call.account()),
            "Arn", Entity.GROUP.arn(call.account(), path, name),
            "CreateDate", call.now());
    call.holdings().put(Kind.GROUP, group);
    return Structure.of("Group", Views.group(group));
  }

  private static void requireFree(Holdings holdings, String name) {
    if (holdings.get(Kind.GROUP, name) != null) {
      throw Errors.alreadyExists("Group with name " + name + " already exists.");
    }
  }

  private static List<Structure> members(Holdings holdings, String group) {
    return holdings.all(Kind.USER).stream()
        .filter(user -> user.texts("Groups").contains(group))
        .toList();
  }

  private static Structure get(Call call) {
    Structure group = Entity.GROUP.find(call);
    return Structure.of("Group", Views.group(group))
        .with(
            Paging.page(
                call.input(),
                "Users",
                members(call.holdings(), group.need("GroupName")),
                user -> Views.key(user, "UserName"),
                Views::listedUser));
  }

  private static Structure list(Call call) {
    return Paging.page(
        call.input(),
        "Groups",
        Names.underPath(call.holdings().all(Kind.GROUP), call.input()),
        group -> Views.key(group, "GroupName"),
        Views::group);
  }

  private static Structure update(Call call) {
    Holdings holdings = call.holdings();
    Structure before = Entity.GROUP.find(call);
    String old = before.need("GroupName");
    String name = call.input().text("NewGroupName", old);
    String path = call.input().text("NewPath", before.need("Path"));
    if (!name.equalsIgnoreCase(old)) {
      requireFree(holdings, name);
    }
    List<Structure> members = members(holdings, old);
    holdings.remove(Kind.GROUP, old);
    holdings.put(
        Kind.GROUP,
        before
            .with("GroupName", name)
            .with("Path", path)
            .with("Arn", Entity.GROUP.arn(call.account(), path, name)));
    for (Structure user : members) {
      List<String> groups = new ArrayList<>(user.texts("Groups"));
      groups.replaceAll(each -> each.equals(old) ? name : each);
      holdings.put(Kind.USER, user.with("Groups", groups));
    }
    return Structure.EMPTY;
  }

  private static Structure delete(Call call) {
    Structure group = Entity.GROUP.find(call);
    String name = group.need("GroupName");
    if (!members(call.holdings(), name).isEmpty()) {
      throw Errors.deleteConflict("Cannot delete entity, must remove users from group first.");
    }
    if (group.has("InlinePolicies")) {
      throw Errors.deleteConflict("Cannot delete entity, must delete policies first.");
    }
    if (group.has("AttachedPolicies")) {
      throw Errors.deleteConflict("Cannot delete entity, must detach all policies first.");
    }
    call.holdings().remove(Kind.GROUP, name);
    return Structure.EMPTY;
  }

  private static Structure addUser(Call call) {
    Structure user = Entity.USER.find(call);
    String group = Entity.GROUP.find(call).need("GroupName");
    List<String> groups = new ArrayList<>(user.texts("Groups"));
    if (!groups.contains(group)) {
      groups.add(group);
      Quota.GROUPS_PER_USER.check(groups.size());
      call.holdings().put(Kind.USER, user.with("Groups", groups));
    }
    return Structure.EMPTY;
  }

  private static Structure removeUser(Call call) {
    Structure user = Entity.USER.find(call);
    String group = Entity.GROUP.find(call).need("GroupName");
    List<String> groups = new ArrayList<>(user.texts("Groups"));
    if (groups.remove(group)) {
      call.holdings().put(Kind.USER, user.with("Groups", groups.isEmpty() ? null : groups));
    }
    return Structure.EMPTY;
  }

  private static Structure ofUser(Call call) {
    List<Structure> groups = new ArrayList<>();
    for (String name : Entity.USER.find(call).texts("Groups").stream().sorted().toList()) {
      groups.add(Entity.GROUP.find(call.holdings(), name));
    }
    return Paging.page(
        call.input(), "Groups", groups, group -> Views.key(group, "GroupName"), Views::group);
  }
}
