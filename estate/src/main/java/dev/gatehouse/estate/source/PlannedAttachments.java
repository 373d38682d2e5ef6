package dev.gatehouse.estate.source;

import dev.gatehouse.estate.inventory.IamGroup;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.inventory.InventoryBuilder;
import dev.gatehouse.estate.inventory.Permissions;
import dev.gatehouse.policy.language.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which policies, groups and instance profiles a plan gives to and takes from whom. */
final class PlannedAttachments {
  private final TerraformPlan plan;
  private final InventoryBuilder into;
  private final PlannedChanges changes;

  PlannedAttachments(TerraformPlan plan, InventoryBuilder into, PlannedChanges changes) {
    this.plan = plan;
    this.into = into;
    this.changes = changes;
  }

  void apply() {
    for (PlannedResource each : plan.deleted()) {
      remove(each);
    }
    for (PlannedResource each : plan.resources()) {
      switch (each.type()) {
        case "aws_iam_role_policy" -> inline(each, "role");
        case "aws_iam_user_policy" -> inline(each, "user");
        case "aws_iam_group_policy" -> inline(each, "group");
        case "aws_iam_role_policy_attachment" -> attached(each, "role");
        case "aws_iam_user_policy_attachment" -> attached(each, "user");
        case "aws_iam_group_policy_attachment" -> attached(each, "group");
        case "aws_iam_policy_attachment" -> attachedToMany(each);
        case "aws_iam_user_group_membership" -> member(each, "user", "groups");
        case "aws_iam_group_membership" -> members(each);
        case "aws_iam_instance_profile" -> profile(each);
        default -> {}
      }
    }
  }

  private void remove(PlannedResource gone) {
    String kind = gone.type().replaceFirst("^aws_iam_(role|user|group)_policy.*", "$1");
    String name = gone.text("name");
    String arn = gone.text("policy_arn");
    String holder = gone.text(kind);
    if (kind.equals(gone.type()) || holder == null) {
      return;
    }
    if (gone.type().endsWith("_attachment")) {
      if (arn != null) {
        holder(gone, kind, holder, has -> has.withoutAttached(arn));
      }
    } else if (name != null) {
      holder(gone, kind, holder, has -> has.withoutInline(name));
    }
  }

  private void inline(PlannedResource resource, String kind) {
    String set = resource.text("name");
    String name = set == null ? resource.address() : set;
    String holder = named(resource, kind, kind);
    if (holder != null) {
      Policy document =
          changes.document(resource, "policy", name, "policy " + name + " of " + holder);
      holder(resource, kind, holder, has -> has.withInline(name, document));
    }
  }

  private void attached(PlannedResource resource, String kind) {
    String holder = named(resource, kind, kind);
    if (holder != null) {
      attach(resource, kind, holder);
    }
  }

  private void attachedToMany(PlannedResource resource) {
    for (String kind : List.of("role", "user", "group")) {
      for (String holder : Fields.texts(resource.values().get(kind + "s"))) {
        attach(resource, kind, holder);
      }
      if (resource.later(kind + "s")) {
        withoutName(resource, kind);
      }
    }
  }

  /** A policy whose ARN is known only after apply, and is no plain reference, is unknown. */
  private void attach(PlannedResource resource, String kind, String holder) {
    String arn =
        plan.follow(
            resource,
            "policy_arn",
            "aws_iam_policy",
            Set.of("arn", "id"),
            policy -> PlannedPrincipals.arn(plan, policy, "policy"));
    String open = resource.address();
    holder(
        resource,
        kind,
        holder,
        has -> arn == null ? has.withInline(open, Policy.unknown(open)) : has.withAttached(arn));
  }

  private void member(PlannedResource resource, String kind, String groups) {
    String user = named(resource, kind, kind);
    for (String group : Fields.texts(resource.values().get(groups))) {
      if (user != null) {
        join(resource, user, group);
      }
    }
    if (resource.later(groups)) {
      withoutName(resource, "group");
    }
  }

  private void members(PlannedResource resource) {
    String group = named(resource, "group", "group");
    for (String user : Fields.texts(resource.values().get("users"))) {
      if (group != null) {
        join(resource, user, group);
      }
    }
    if (resource.later("users")) {
      withoutName(resource, "user");
    }
  }

  private void join(PlannedResource resource, String name, String group) {
    String account = plan.account(resource);
    IamUser user = account == null ? null : into.user(account, name);
    if (user == null) {
      changes.leaveOut(resource, "the user it is about is neither in the plan nor in the folder");
      return;
    }
    Set<String> groups = new TreeSet<>(user.groups());
    groups.add(group);
    into.put(user.withGroups(groups));
  }

  private void profile(PlannedResource resource) {
    String role = named(resource, "role", "role");
    String account = plan.account(resource);
    String arn = PlannedPrincipals.arn(plan, resource, "instance-profile");
    IamRole known = role == null || account == null ? null : into.role(account, role);
    if (known != null && arn != null) {
      List<String> profiles = new ArrayList<>(known.instanceProfiles());
      profiles.add(arn);
      into.put(known.withInstanceProfiles(profiles));
    }
  }

  /** The name in an attribute, or that of the role, user or group which it refers to. */
  private @Nullable String named(PlannedResource resource, String attribute, String kind) {
    String name =
        plan.follow(
            resource,
            attribute,
            "aws_iam_" + kind,
            Set.of("name", "id"),
            target -> target.text("name"));
    if (name == null && resource.later(attribute)) {
      withoutName(resource, kind);
    }
    return name;
  }

  private void withoutName(PlannedResource resource, String kind) {
    changes.leaveOut(resource, "the " + kind + " it is about is known only after apply");
  }

  private void holder(
      PlannedResource resource, String kind, String name, UnaryOperator<Permissions> change) {
    String account = plan.account(resource);
    if (account == null) {
      changes.withoutAccount(resource);
      return;
    }
    IamRole role = kind.equals("role") ? into.role(account, name) : null;
    IamUser user = kind.equals("user") ? into.user(account, name) : null;
    IamGroup group = kind.equals("group") ? into.group(account, name) : null;
    if (role != null) {
      into.put(role.with(change.apply(role.permissions())));
    } else if (user != null) {
      into.put(user.with(change.apply(user.permissions())));
    } else if (group != null) {
      into.put(group.with(change.apply(group.permissions())));
    } else {
      changes.leaveOut(
          resource, "the " + kind + " it is about is neither in the plan nor in the folder");
    }
  }
}
