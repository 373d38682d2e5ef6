package dev.gatehouse.estate.source;

import dev.gatehouse.estate.inventory.IdentityCenter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Outputs of {@code aws sso-admin list-instances, describe-permission-set,
 * list-account-assignments} and {@code aws identitystore list-users, list-groups,
 * list-group-memberships}, single or put together in one object.
 */
final class IdentityCenterOutputs {
  private String store = "";
  private final Map<String, String> permissionSets = new HashMap<>();
  private final Map<String, String> people = new HashMap<>();
  private final Map<String, String> groups = new HashMap<>();
  private final Map<String, Set<String>> members = new HashMap<>();
  private final List<IdentityCenter.Assignment> assignments = new ArrayList<>();

  /** Reads what is known here; false if there is nothing. */
  boolean read(Map<?, ?> tree) {
    boolean known = false;
    for (Map<?, ?> instance : Fields.maps(tree, "Instances")) {
      String id = Fields.text(instance, "IdentityStoreId");
      known |= id != null;
      store = id == null ? store : id;
    }
    known |= permissionSet(Fields.map(tree, "PermissionSet"));
    for (Map<?, ?> set : Fields.maps(tree, "PermissionSets")) {
      known |= permissionSet(set);
    }
    for (Map<?, ?> each : Fields.maps(tree, "AccountAssignments")) {
      assignments.add(
          new IdentityCenter.Assignment(
              Fields.need(each, "AccountId"),
              Fields.need(each, "PermissionSetArn"),
              "GROUP".equals(Fields.text(each, "PrincipalType")),
              Fields.need(each, "PrincipalId")));
      known = true;
    }
    known |= directory(tree, "Users", "UserId", "UserName", people);
    known |= directory(tree, "Groups", "GroupId", "DisplayName", groups);
    for (Map<?, ?> each : Fields.maps(tree, "GroupMemberships")) {
      String user = Fields.text(Fields.map(each, "MemberId"), "UserId");
      if (user != null) {
        members.computeIfAbsent(Fields.need(each, "GroupId"), group -> new HashSet<>()).add(user);
        known = true;
      }
    }
    return known;
  }

  private boolean permissionSet(Map<?, ?> set) {
    String arn = Fields.text(set, "PermissionSetArn");
    String name = Fields.text(set, "Name");
    if (arn == null || name == null) {
      return false;
    }
    permissionSets.put(arn, name);
    return true;
  }

  private boolean directory(
      Map<?, ?> tree, String list, String id, String name, Map<String, String> into) {
    boolean known = false;
    for (Map<?, ?> each : Fields.maps(tree, list)) {
      String key = Fields.text(each, id);
      String called = Fields.text(each, name);
      String of = Fields.text(each, "IdentityStoreId");
      if (key != null && called != null && (of != null || key.contains("-"))) {
        into.put(key, called);
        store = of == null ? store : of;
        known = true;
      }
    }
    return known;
  }

  IdentityCenter found() {
    return new IdentityCenter(store, permissionSets, people, groups, members, assignments);
  }
}
