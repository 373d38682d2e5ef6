package dev.gatehouse.collect;

import static dev.gatehouse.policy.json.JsonWriter.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exports Identity Center: permission sets, who is assigned them in which account, people, groups
 * and their members, in the words of AWS's own outputs.
 */
final class IdentityCenterExport {
  private final JsonService center;
  private final JsonService store;

  IdentityCenterExport(JsonService center, JsonService store) {
    this.center = center;
    this.store = store;
  }

  /** Everything in one object; empty if there is no Identity Center in the region. */
  Map<String, @Nullable Object> read() {
    List<Map<?, ?>> instances = center.list("ListInstances", Map.of(), "Instances");
    if (instances.isEmpty()) {
      return Map.of();
    }
    List<Object> sets = new ArrayList<>();
    List<Object> assignments = new ArrayList<>();
    List<Object> users = new ArrayList<>();
    List<Object> groups = new ArrayList<>();
    List<Object> memberships = new ArrayList<>();
    for (Map<?, ?> instance : instances) {
      assignments(text(instance, "InstanceArn"), sets, assignments);
      directory(text(instance, "IdentityStoreId"), users, groups, memberships);
    }
    return object(
        "Instances", instances,
        "PermissionSets", sets,
        "AccountAssignments", assignments,
        "Users", users,
        "Groups", groups,
        "GroupMemberships", memberships);
  }

  private void assignments(String instance, List<Object> sets, List<Object> assignments) {
    Map<String, @Nullable Object> in = object("InstanceArn", instance);
    for (String set : center.texts("ListPermissionSets", in, "PermissionSets")) {
      Map<String, @Nullable Object> of = object("InstanceArn", instance, "PermissionSetArn", set);
      Object described = center.call("DescribePermissionSet", of).get("PermissionSet");
      sets.add(described == null ? object("PermissionSetArn", set) : described);
      for (String account :
          center.texts("ListAccountsForProvisionedPermissionSet", of, "AccountIds")) {
        assignments.addAll(
            center.list(
                "ListAccountAssignments",
                object("InstanceArn", instance, "PermissionSetArn", set, "AccountId", account),
                "AccountAssignments"));
      }
    }
  }

  /** Of people no more than their ids and names. */
  private void directory(
      String id, List<Object> users, List<Object> groups, List<Object> memberships) {
    Map<String, @Nullable Object> in = object("IdentityStoreId", id);
    for (Map<?, ?> user : store.list("ListUsers", in, "Users")) {
      users.add(
          object(
              "UserId",
              user.get("UserId"),
              "UserName",
              user.get("UserName"),
              "IdentityStoreId",
              id));
    }
    for (Map<?, ?> group : store.list("ListGroups", in, "Groups")) {
      groups.add(
          object(
              "GroupId",
              group.get("GroupId"),
              "DisplayName",
              group.get("DisplayName"),
              "IdentityStoreId",
              id));
      memberships.addAll(
          store.list(
              "ListGroupMemberships",
              object("IdentityStoreId", id, "GroupId", group.get("GroupId")),
              "GroupMemberships"));
    }
  }

  private static String text(Map<?, ?> entry, String name) {
    return entry.get(name) instanceof String text ? text : "";
  }
}
