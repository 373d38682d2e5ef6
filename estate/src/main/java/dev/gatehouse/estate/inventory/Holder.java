package dev.gatehouse.estate.inventory;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.language.Policy;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The three things in IAM that hold policies, and the calls that edit what they hold. */
enum Holder {
  ROLE("Role", "roleName") {
    @Override
    void edit(
        AccountInventory.Change into,
        ChangeRecord record,
        String name,
        UnaryOperator<Permissions> edit) {
      IamRole role = into.roles.get(name);
      IamRole held = role == null ? partialRole(record, name) : role;
      into.put(held.with(edit.apply(held.permissions())));
    }
  },
  USER("User", "userName") {
    @Override
    void edit(
        AccountInventory.Change into,
        ChangeRecord record,
        String name,
        UnaryOperator<Permissions> edit) {
      IamUser user = into.users.get(name);
      IamUser held = user == null ? partialUser(record, name) : user;
      into.put(held.with(edit.apply(held.permissions())));
    }
  },
  GROUP("Group", "groupName") {
    @Override
    void edit(
        AccountInventory.Change into,
        ChangeRecord record,
        String name,
        UnaryOperator<Permissions> edit) {
      IamGroup group = into.groups.get(name);
      IamGroup held = group == null ? partialGroup(record, name) : group;
      into.put(held.with(edit.apply(held.permissions())));
    }
  };

  private final String word;
  private final String parameter;

  Holder(String word, String parameter) {
    this.word = word;
    this.parameter = parameter;
  }

  /** Changes the permissions of one holder; one that nobody told of is known in part from now. */
  abstract void edit(
      AccountInventory.Change into,
      ChangeRecord record,
      String name,
      UnaryOperator<Permissions> edit);

  /** Applies a record that edits what a user, group or role holds; null if it is none. */
  static @Nullable Inventory apply(Inventory inventory, ChangeRecord record) {
    for (Holder holder : values()) {
      String name = record.request(holder.parameter);
      UnaryOperator<Permissions> edit = name == null ? null : holder.edit(record);
      if (edit != null && name != null) {
        return inventory.with(record.account(), into -> holder.edit(into, record, name, edit));
      }
    }
    return null;
  }

  private @Nullable UnaryOperator<Permissions> edit(ChangeRecord record) {
    String call = record.name();
    if (call.equals("Put" + word + "Policy")) {
      String name = String.valueOf(record.request("policyName"));
      Policy document = record.document("policyDocument", name, "policy " + name);
      return permissions -> permissions.withInline(name, document);
    }
    if (call.equals("Delete" + word + "Policy")) {
      String name = String.valueOf(record.request("policyName"));
      return permissions -> permissions.withoutInline(name);
    }
    if (call.equals("Put" + word + "PermissionsBoundary")) {
      String arn = record.request("permissionsBoundary");
      return permissions -> permissions.withBoundary(arn);
    }
    if (call.equals("Delete" + word + "PermissionsBoundary")) {
      return permissions -> permissions.withBoundary(null);
    }
    String arn = record.request("policyArn");
    if (arn != null && call.equals("Attach" + word + "Policy")) {
      return permissions -> permissions.withAttached(arn);
    }
    if (arn != null && call.equals("Detach" + word + "Policy")) {
      return permissions -> permissions.withoutAttached(arn);
    }
    return null;
  }

  private static String arn(ChangeRecord record, String kind, String name) {
    return Arn.iam(record.partition(), record.account(), kind + "/" + name);
  }

  static IamRole partialRole(ChangeRecord record, String name) {
    String arn = arn(record, "role", name);
    return new IamRole(
        arn,
        record.account(),
        name,
        "/",
        null,
        null,
        Policy.unknown("trust policy of " + arn),
        Permissions.UNKNOWN,
        null,
        null,
        java.util.List.of(),
        Map.of());
  }

  static IamUser partialUser(ChangeRecord record, String name) {
    return new IamUser(
        arn(record, "user", name),
        record.account(),
        name,
        "/",
        null,
        null,
        Permissions.UNKNOWN,
        Set.of(),
        Map.of(),
        null);
  }

  static IamGroup partialGroup(ChangeRecord record, String name) {
    return new IamGroup(
        arn(record, "group", name), record.account(), name, "/", null, Permissions.UNKNOWN);
  }
}
