package dev.gatehouse.estate.source;

import dev.gatehouse.policy.aws.Arn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the IAM folders of one account together as AWS's own outputs say the same. */
final class IamCollectAccount {
  private final List<Map<String, @Nullable Object>> users = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> groups = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> roles = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> policies = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> oidc = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> profiles = new ArrayList<>();

  /** Takes one folder; false if it is about something that tells nothing here. */
  boolean put(Arn arn, Map<String, Object> parts) {
    Map<?, ?> metadata = Fields.map(parts, "metadata");
    String resource = arn.resource();
    String kind = resource.substring(0, Math.max(0, resource.indexOf('/')));
    switch (kind) {
      case "user" -> {
        Map<String, @Nullable Object> user = holder(arn, metadata, parts, "User");
        user.put("UserId", metadata.get("id"));
        user.put("GroupList", names(parts.get("groups")));
        users.add(user);
      }
      case "group" -> groups.add(holder(arn, metadata, parts, "Group"));
      case "role" -> {
        Map<String, @Nullable Object> role = holder(arn, metadata, parts, "Role");
        role.put("RoleId", metadata.get("id"));
        role.put("AssumeRolePolicyDocument", parts.get("trust-policy"));
        role.put("InstanceProfileList", each(parts.get("instance-profiles"), "Arn"));
        roles.add(role);
      }
      case "policy" -> policies.add(policy(arn, metadata, parts));
      case "oidc-provider" -> {
        Map<String, @Nullable Object> provider = new LinkedHashMap<>();
        provider.put("Arn", arn.toString());
        provider.put("ClientIDList", metadata.get("audiences"));
        oidc.add(provider);
      }
      case "instance-profile" -> {
        Map<String, @Nullable Object> profile = new LinkedHashMap<>();
        profile.put("Arn", arn.toString());
        profile.put("Roles", each(names(metadata.get("roles")), "RoleName"));
        profiles.add(profile);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * Adds what the folders amount to. The tool writes users, groups, roles and policies in one go,
   * and no account is without roles, so the account is whole where there are roles.
   */
  void documents(String path, Map<String, Object> into) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("UserDetailList", users);
    details.put("GroupDetailList", groups);
    details.put("RoleDetailList", roles);
    details.put("Policies", policies);
    details.put("IsTruncated", roles.isEmpty());
    into.put(path + "/iam", details);
    if (!oidc.isEmpty()) {
      into.put(path + "/iam/oidc-provider", Map.of("OpenIDConnectProviderList", oidc));
    }
    if (!profiles.isEmpty()) {
      into.put(path + "/iam/instance-profile", Map.of("InstanceProfiles", profiles));
    }
  }

  private static Map<String, @Nullable Object> holder(
      Arn arn, Map<?, ?> metadata, Map<String, Object> parts, String kind) {
    Map<String, @Nullable Object> holder = new LinkedHashMap<>();
    holder.put("Arn", arn.toString());
    holder.put(kind + "Name", name(arn.resource()));
    holder.put("Path", metadata.get("path"));
    holder.put("CreateDate", metadata.get("created"));
    holder.put(kind + "PolicyList", parts.get("inline-policies"));
    holder.put("AttachedManagedPolicies", each(parts.get("managed-policies"), "PolicyArn"));
    Object boundary = metadata.get("permissionBoundary");
    if (boundary != null) {
      holder.put("PermissionsBoundary", Map.of("PermissionsBoundaryArn", boundary));
    }
    holder.put("Tags", parts.get("tags"));
    return holder;
  }

  private static Map<String, @Nullable Object> policy(
      Arn arn, Map<?, ?> metadata, Map<String, Object> parts) {
    Map<String, @Nullable Object> version = new LinkedHashMap<>();
    version.put("VersionId", metadata.get("defaultVersionId"));
    version.put("Document", parts.get("current-policy"));
    version.put("CreateDate", metadata.get("updateDate"));
    Map<String, @Nullable Object> policy = new LinkedHashMap<>();
    policy.put("Arn", arn.toString());
    policy.put("PolicyName", name(arn.resource()));
    policy.put("Path", metadata.get("path"));
    policy.put("DefaultVersionId", metadata.get("defaultVersionId"));
    policy.put("PolicyVersionList", List.of(version));
    return policy;
  }

  private static List<Map<String, String>> each(@Nullable Object texts, String member) {
    return Fields.texts(texts).stream().map(text -> Map.of(member, text)).toList();
  }

  private static List<String> names(@Nullable Object arns) {
    return Fields.texts(arns).stream().map(IamCollectAccount::name).toList();
  }

  private static String name(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
