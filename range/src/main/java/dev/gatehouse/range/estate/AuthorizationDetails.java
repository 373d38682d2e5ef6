package dev.gatehouse.range.estate;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.range.org.Account;
import dev.gatehouse.range.org.Document;
import dev.gatehouse.range.org.IamUser;
import dev.gatehouse.range.org.Organization;
import dev.gatehouse.range.org.Role;
import dev.gatehouse.range.org.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account in the form of {@code aws iam get-account-authorization-details}. */
final class AuthorizationDetails {
  private AuthorizationDetails() {}

  static Map<String, @Nullable Object> of(Organization org, Account account, Instant start) {
    String created = start.minusSeconds(86400L * 400).toString();
    List<Map<String, @Nullable Object>> users = new ArrayList<>();
    for (IamUser user : org.users()) {
      if (user.account().id().equals(account.id())) {
        users.add(user(user, created));
      }
    }
    List<Map<String, @Nullable Object>> roles = new ArrayList<>();
    for (Role role : org.roles(account)) {
      roles.add(role(org, role, created));
    }
    return object(
        "UserDetailList",
        users,
        "GroupDetailList",
        List.of(),
        "RoleDetailList",
        roles,
        "Policies",
        policies(org, account, created));
  }

  /** The policy that services share; its old second version still allows everything. */
  private static List<Map<String, @Nullable Object>> policies(
      Organization org, Account account, String created) {
    if (org.services().stream().noneMatch(each -> each.id().equals(account.id()))) {
      return List.of();
    }
    return List.of(
        object(
            "PolicyName",
            "service-access",
            "PolicyId",
            "ANPA" + account.code() + "EXAMPLE00",
            "Arn",
            account.arn("iam", "", "policy/service-access"),
            "Path",
            "/",
            "DefaultVersionId",
            "v1",
            "AttachmentCount",
            1,
            "IsAttachable",
            true,
            "CreateDate",
            created,
            "UpdateDate",
            created,
            "PolicyVersionList",
            List.of(
                version("v2", false, Document.allow("*"), created),
                version(
                    "v1", true, Document.allow("batch:*", "s3:GetObject", "logs:*"), created))));
  }

  private static Map<String, @Nullable Object> version(
      String id, boolean standard, Map<String, @Nullable Object> document, String created) {
    return object(
        "Document", document,
        "VersionId", id,
        "IsDefaultVersion", standard,
        "CreateDate", created);
  }

  private static Map<String, @Nullable Object> user(IamUser user, String created) {
    return object(
        "Path", "/",
        "UserName", user.name(),
        "UserId", user.id(),
        "Arn", user.arn(),
        "CreateDate", created,
        "UserPolicyList", List.of(object("PolicyName", "access", "PolicyDocument", user.policy())),
        "GroupList", List.of(),
        "AttachedManagedPolicies", List.of(),
        "Tags", List.of());
  }

  private static Map<String, @Nullable Object> role(Organization org, Role role, String created) {
    List<Map<String, @Nullable Object>> attached = new ArrayList<>();
    for (String arn : role.managed()) {
      attached.add(object("PolicyName", arn.substring(arn.lastIndexOf('/') + 1), "PolicyArn", arn));
    }
    return object(
        "Path", role.path(),
        "RoleName", role.name(),
        "RoleId", role.id(),
        "Arn", role.arn(),
        "CreateDate", created,
        "AssumeRolePolicyDocument", role.trust(),
        "InstanceProfileList", profiles(org, role, created),
        "RolePolicyList",
            role.policy() == null
                ? List.of()
                : List.of(object("PolicyName", "access", "PolicyDocument", role.policy())),
        "AttachedManagedPolicies", attached,
        "Tags", List.of());
  }

  private static List<Map<String, @Nullable Object>> profiles(
      Organization org, Role role, String created) {
    boolean instance =
        org.workloads(Workload.Kind.INSTANCE).stream()
            .anyMatch(workload -> workload.role().arn().equals(role.arn()));
    if (!instance) {
      return List.of();
    }
    return List.of(
        object(
            "Path",
            "/",
            "InstanceProfileName",
            role.name(),
            "InstanceProfileId",
            "AIPA" + role.id().substring(4),
            "Arn",
            role.account().arn("iam", "", "instance-profile/" + role.name()),
            "CreateDate",
            created,
            "Roles",
            List.of()));
  }
}
