package dev.gatehouse.estate.inventory;

import dev.gatehouse.policy.aws.Arn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Applies records of {@code iam.amazonaws.com} to an inventory. */
final class IamRecords {
  private IamRecords() {}

  /** The inventory after the call; itself if the call changes nothing here. */
  static Inventory apply(Inventory inventory, ChangeRecord record) {
    Inventory held = Holder.apply(inventory, record);
    if (held != null) {
      return held;
    }
    return switch (record.name()) {
      case "CreateRole", "CreateServiceLinkedRole" -> createRole(inventory, record);
      case "DeleteRole", "DeleteServiceLinkedRole" ->
          remove(
              inventory, record, "roleName", (into, name) -> into.roles = into.roles.without(name));
      case "UpdateAssumeRolePolicy" -> trust(inventory, record);
      case "UpdateRole" -> role(inventory, record, role -> longest(role, record));
      case "TagRole" -> role(inventory, record, role -> role.withTags(tagged(role.tags(), record)));
      case "UntagRole" ->
          role(inventory, record, role -> role.withTags(untagged(role.tags(), record)));
      case "CreateUser" -> createUser(inventory, record);
      case "DeleteUser" ->
          remove(
              inventory, record, "userName", (into, name) -> into.users = into.users.without(name));
      case "UpdateUser" -> renameUser(inventory, record);
      case "TagUser" -> user(inventory, record, user -> user.withTags(tagged(user.tags(), record)));
      case "UntagUser" ->
          user(inventory, record, user -> user.withTags(untagged(user.tags(), record)));
      case "CreateLoginProfile" -> user(inventory, record, user -> user.withConsole(true));
      case "DeleteLoginProfile" -> user(inventory, record, user -> user.withConsole(false));
      case "AddUserToGroup" -> user(inventory, record, user -> grouped(user, record, true));
      case "RemoveUserFromGroup" -> user(inventory, record, user -> grouped(user, record, false));
      case "CreateGroup" -> createGroup(inventory, record);
      case "DeleteGroup" ->
          remove(
              inventory,
              record,
              "groupName",
              (into, name) -> into.groups = into.groups.without(name));
      case "AddRoleToInstanceProfile" ->
          role(inventory, record, role -> profiled(role, record, true));
      case "RemoveRoleFromInstanceProfile" ->
          role(inventory, record, role -> profiled(role, record, false));
      default -> ManagedPolicyRecords.apply(inventory, record);
    };
  }

  private interface Removal {
    void from(AccountInventory.Change into, String name);
  }

  private static Inventory remove(
      Inventory inventory, ChangeRecord record, String parameter, Removal removal) {
    String name = record.request(parameter);
    return name == null
        ? inventory
        : inventory.with(record.account(), into -> removal.from(into, name));
  }

  private static Inventory createRole(Inventory inventory, ChangeRecord record) {
    String asked = record.request("roleName");
    String name = asked == null ? record.response("role", "roleName") : asked;
    if (name == null) {
      return inventory;
    }
    IamRole partial = Holder.partialRole(record, name);
    String arn = or(record.response("role", "arn"), partial.arn());
    String given = record.request("assumeRolePolicyDocument");
    String document = given == null ? record.response("role", "assumeRolePolicyDocument") : given;
    IamRole role =
        new IamRole(
            arn,
            record.account(),
            name,
            path(arn, name),
            record.response("role", "roleId"),
            record.time(),
            ChangeRecord.compiled(document, "trust policy", "trust policy of " + arn),
            fresh(record),
            record.number("maxSessionDuration"),
            null,
            List.of(),
            record.tags());
    return inventory.with(record.account(), into -> into.put(role));
  }

  private static Inventory createUser(Inventory inventory, ChangeRecord record) {
    String name = record.request("userName");
    if (name == null) {
      return inventory;
    }
    String arn = or(record.response("user", "arn"), Holder.partialUser(record, name).arn());
    IamUser user =
        new IamUser(
            arn,
            record.account(),
            name,
            path(arn, name),
            record.response("user", "userId"),
            record.time(),
            fresh(record),
            Set.of(),
            record.tags(),
            false);
    return inventory.with(record.account(), into -> into.put(user));
  }

  private static Inventory createGroup(Inventory inventory, ChangeRecord record) {
    String name = record.request("groupName");
    if (name == null) {
      return inventory;
    }
    String arn = or(record.response("group", "arn"), Holder.partialGroup(record, name).arn());
    IamGroup group =
        new IamGroup(arn, record.account(), name, path(arn, name), record.time(), Permissions.NONE);
    return inventory.with(record.account(), into -> into.put(group));
  }

  private static Permissions fresh(ChangeRecord record) {
    return Permissions.NONE.withBoundary(record.request("permissionsBoundary"));
  }

  private static Inventory trust(Inventory inventory, ChangeRecord record) {
    return role(
        inventory,
        record,
        role ->
            role.withTrust(
                record.document(
                    "policyDocument", "trust policy", "trust policy of " + role.arn())));
  }

  private static IamRole longest(IamRole role, ChangeRecord record) {
    Integer seconds = record.number("maxSessionDuration");
    return seconds == null ? role : role.withMaxSessionSeconds(seconds);
  }

  /** A role that nobody told of is known in part from its first record on. */
  private static Inventory role(
      Inventory inventory, ChangeRecord record, UnaryOperator<IamRole> change) {
    String name = record.request("roleName");
    if (name == null) {
      return inventory;
    }
    return inventory.with(
        record.account(),
        into -> {
          IamRole role = into.roles.get(name);
          into.put(change.apply(role == null ? Holder.partialRole(record, name) : role));
        });
  }

  private static Inventory user(
      Inventory inventory, ChangeRecord record, UnaryOperator<IamUser> change) {
    String name = record.request("userName");
    if (name == null) {
      return inventory;
    }
    return inventory.with(
        record.account(),
        into -> {
          IamUser user = into.users.get(name);
          into.put(change.apply(user == null ? Holder.partialUser(record, name) : user));
        });
  }

  private static Inventory renameUser(Inventory inventory, ChangeRecord record) {
    String name = record.request("userName");
    String renamed = record.request("newUserName");
    String newName = renamed == null ? name : renamed;
    String newPath = record.request("newPath");
    if (name == null || newName == null) {
      return inventory;
    }
    return inventory.with(
        record.account(),
        into -> {
          IamUser known = into.users.get(name);
          IamUser old = known == null ? Holder.partialUser(record, name) : known;
          String path = newPath == null ? old.path() : newPath;
          into.users = into.users.without(name);
          into.put(
              new IamUser(
                  old.arn().substring(0, old.arn().indexOf(":user/")) + ":user" + path + newName,
                  old.account(),
                  newName,
                  path,
                  old.id(),
                  old.created(),
                  old.permissions(),
                  old.groups(),
                  old.tags(),
                  old.console()));
        });
  }

  private static IamUser grouped(IamUser user, ChangeRecord record, boolean added) {
    Set<String> groups = new HashSet<>(user.groups());
    String group = record.request("groupName");
    if (group != null && added) {
      groups.add(group);
    } else {
      groups.remove(group);
    }
    return user.withGroups(groups);
  }

  private static IamRole profiled(IamRole role, ChangeRecord record, boolean added) {
    String name = record.request("instanceProfileName");
    List<String> profiles = new ArrayList<>(role.instanceProfiles());
    if (name == null) {
      return role;
    }
    profiles.removeIf(arn -> arn.endsWith("/" + name));
    if (added) {
      String account = record.account();
      profiles.add(Arn.iam(record.partition(), account, "instance-profile/" + name));
    }
    return role.withInstanceProfiles(profiles);
  }

  private static Map<String, String> tagged(Map<String, String> tags, ChangeRecord record) {
    Map<String, String> changed = new HashMap<>(tags);
    changed.putAll(record.tags());
    return changed;
  }

  private static Map<String, String> untagged(Map<String, String> tags, ChangeRecord record) {
    Map<String, String> changed = new HashMap<>(tags);
    changed.keySet().removeAll(record.list("tagKeys"));
    return changed;
  }

  /** What stands between the kind and the name in an ARN. */
  static String path(String arn, String name) {
    Arn parsed = Arn.parse(arn);
    String resource = parsed == null ? "" : parsed.resource();
    int slash = resource.indexOf('/');
    return slash < 0 || !resource.endsWith("/" + name)
        ? "/"
        : resource.substring(slash, resource.length() - name.length());
  }

  static String or(@Nullable String text, String other) {
    return text == null ? other : text;
  }
}
