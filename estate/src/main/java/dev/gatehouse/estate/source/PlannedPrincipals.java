package dev.gatehouse.estate.source;

import dev.gatehouse.estate.inventory.IamGroup;
import dev.gatehouse.estate.inventory.IamRole;
import dev.gatehouse.estate.inventory.IamUser;
import dev.gatehouse.estate.inventory.IdentityProvider;
import dev.gatehouse.estate.inventory.InventoryBuilder;
import dev.gatehouse.estate.inventory.ManagedPolicyDocument;
import dev.gatehouse.estate.inventory.Permissions;
import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.language.Policy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The roles, users, groups, managed policies and identity providers of a plan. The ARN of one that
 * does not exist yet follows from its account, path and name.
 */
final class PlannedPrincipals {
  /** The version that a plan gives a managed policy; which number it gets, AWS says on applying. */
  private static final String PLANNED = "planned";

  private final TerraformPlan plan;
  private final InventoryBuilder into;
  private final PlannedChanges changes;

  PlannedPrincipals(TerraformPlan plan, InventoryBuilder into, PlannedChanges changes) {
    this.plan = plan;
    this.into = into;
    this.changes = changes;
  }

  void apply() {
    for (PlannedResource each : plan.deleted()) {
      String arn = each.text("arn");
      if (arn != null && each.type().startsWith("aws_iam_")) {
        into.remove(arn);
      }
    }
    for (PlannedResource each : plan.resources()) {
      switch (each.type()) {
        case "aws_iam_policy" -> policy(each);
        case "aws_iam_role" -> role(each);
        case "aws_iam_user" -> user(each);
        case "aws_iam_group" -> group(each);
        case "aws_iam_openid_connect_provider", "aws_iam_saml_provider" -> provider(each);
        default -> {}
      }
    }
  }

  /** The ARN that a role, user, group, policy or profile has or will have; null if unknown. */
  static @Nullable String arn(TerraformPlan plan, PlannedResource resource, String kind) {
    String arn = resource.text("arn");
    String account = plan.account(resource);
    String name = resource.text("name");
    if (arn != null || account == null || name == null) {
      return arn;
    }
    return Arn.iam(plan.partition(account), account, kind + path(resource) + name);
  }

  private void policy(PlannedResource resource) {
    String arn = placed(resource, "policy");
    String name = resource.text("name");
    String account = plan.account(resource);
    if (arn == null || name == null || account == null) {
      return;
    }
    ManagedPolicyDocument known = into.policy(arn);
    if (known != null && resource.unchanged()) {
      return;
    }
    Policy document = changes.document(resource, "policy", arn, "planned version of " + arn);
    into.put(
        known != null
            ? known.withVersion(PLANNED, document, true)
            : new ManagedPolicyDocument(
                arn, account, name, path(resource), PLANNED, Map.of(PLANNED, document)));
  }

  private void role(PlannedResource resource) {
    String arn = placed(resource, "role");
    String name = resource.text("name");
    String account = plan.account(resource);
    if (arn == null || name == null || account == null) {
      return;
    }
    IamRole known = into.role(account, name);
    if (known != null && resource.unchanged()) {
      return;
    }
    Integer seconds = Fields.number(resource.values(), "max_session_duration");
    Permissions permissions =
        boundary(resource, begun(resource, known == null ? null : known.permissions()));
    into.put(
        new IamRole(
            arn,
            account,
            name,
            path(resource),
            known == null ? resource.text("unique_id") : known.id(),
            known == null ? Fields.time(resource.text("create_date")) : known.created(),
            changes.document(
                resource, "assume_role_policy", "trust policy", "trust policy of " + arn),
            own(resource, arn, permissions),
            seconds,
            known == null ? null : known.lastUsed(),
            known == null ? List.of() : known.instanceProfiles(),
            tags(resource)));
  }

  /** Policies that stand in the role's own block. */
  private Permissions own(PlannedResource role, String arn, Permissions begun) {
    Permissions permissions = begun;
    for (Map<?, ?> each : Fields.maps(role.values(), "inline_policy")) {
      String name = Fields.text(each, "name");
      Object document = each.get("policy");
      if (name != null && document != null) {
        permissions =
            permissions.withInline(
                name, changes.document(document, name, "policy " + name + " of " + arn));
      }
    }
    for (String attached : Fields.texts(role.values().get("managed_policy_arns"))) {
      permissions = permissions.withAttached(attached);
    }
    for (String attribute : List.of("inline_policy", "managed_policy_arns")) {
      if (role.later(attribute) && role.configured(attribute)) {
        String open = role.address() + "." + attribute;
        permissions = permissions.withInline(open, Policy.unknown(open));
      }
    }
    return permissions;
  }

  private void user(PlannedResource resource) {
    String arn = placed(resource, "user");
    String name = resource.text("name");
    String account = plan.account(resource);
    if (arn == null || name == null || account == null) {
      return;
    }
    IamUser known = into.user(account, name);
    if (known != null && resource.unchanged()) {
      return;
    }
    into.put(
        new IamUser(
            arn,
            account,
            name,
            path(resource),
            known == null ? resource.text("unique_id") : known.id(),
            known == null ? null : known.created(),
            boundary(resource, begun(resource, known == null ? null : known.permissions())),
            known == null ? Set.of() : known.groups(),
            tags(resource),
            known == null ? null : known.console()));
  }

  private void group(PlannedResource resource) {
    String arn = placed(resource, "group");
    String name = resource.text("name");
    String account = plan.account(resource);
    if (arn == null || name == null || account == null) {
      return;
    }
    IamGroup known = into.group(account, name);
    Permissions permissions = begun(resource, known == null ? null : known.permissions());
    into.put(new IamGroup(arn, account, name, path(resource), null, permissions));
  }

  private void provider(PlannedResource resource) {
    String arn = resource.text("arn");
    String account = plan.account(resource);
    if (account == null) {
      changes.withoutAccount(resource);
      return;
    }
    boolean saml = resource.type().equals("aws_iam_saml_provider");
    String name = resource.text(saml ? "name" : "url");
    if (arn == null && name == null) {
      changes.leaveOut(resource, "its name is known only after apply");
      return;
    }
    String full =
        arn != null
            ? arn
            : Arn.iam(
                plan.partition(account),
                account,
                (saml ? "saml-provider/" : "oidc-provider/")
                    + (name == null ? "" : name.replaceFirst("^https://", "")));
    into.put(
        IdentityProvider.of(
            full, Set.copyOf(Fields.texts(resource.values().get("client_id_list")))));
  }

  private @Nullable String placed(PlannedResource resource, String kind) {
    if (plan.account(resource) == null) {
      changes.withoutAccount(resource);
      return null;
    }
    String arn = arn(plan, resource, kind);
    if (arn == null || resource.text("name") == null) {
      changes.leaveOut(resource, "its name is known only after apply");
      return null;
    }
    return arn;
  }

  /** What is made new has what the plan gives it and nothing else; what exists may have more. */
  private static Permissions begun(PlannedResource resource, @Nullable Permissions known) {
    if (resource.created()) {
      return Permissions.NONE;
    }
    return known == null ? Permissions.UNKNOWN : known;
  }

  private Permissions boundary(PlannedResource resource, Permissions permissions) {
    if (!resource.later("permissions_boundary")) {
      return permissions.withBoundary(resource.text("permissions_boundary"));
    }
    String arn =
        plan.follow(
            resource,
            "permissions_boundary",
            "aws_iam_policy",
            Set.of("arn", "id"),
            policy -> arn(plan, policy, "policy"));
    return permissions.withBoundary(
        arn == null ? resource.address() + ".permissions_boundary" : arn);
  }

  private static Map<String, String> tags(PlannedResource resource) {
    Object all = resource.values().get("tags_all");
    return Fields.tags(all != null ? all : resource.values().get("tags"));
  }

  private static String path(PlannedResource resource) {
    String path = resource.text("path");
    return path == null ? "/" : path;
  }
}
