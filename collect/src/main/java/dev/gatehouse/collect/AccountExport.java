package dev.gatehouse.collect;

import static dev.gatehouse.policy.json.JsonWriter.object;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.ReportStateType;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UserDetail;

/**
 * Exports one account: authorization details in the form of AWS's command line, with the longest
 * sessions of roles and the identity providers beside them, and the credential report.
 */
final class AccountExport {
  /** A report takes AWS a few seconds; asked for so often, with a pause between. */
  private static final int REPORT_TRIES_MAX = 20;

  private static final long REPORT_PAUSE_MILLIS = 500;

  private final IamClient iam;
  private final Consumer<String> notices;
  private final Clock clock;

  AccountExport(IamClient iam, Consumer<String> notices, Clock clock) {
    this.iam = iam;
    this.notices = notices;
    this.clock = clock;
  }

  Map<String, @Nullable Object> details(String account) {
    Instant begun = clock.instant();
    List<Object> users = new ArrayList<>();
    List<Object> groups = new ArrayList<>();
    List<Object> roles = new ArrayList<>();
    List<Object> policies = new ArrayList<>();
    iam.getAccountAuthorizationDetailsPaginator()
        .forEach(
            page -> {
              page.userDetailList().forEach(each -> users.add(user(each)));
              page.groupDetailList().forEach(each -> groups.add(group(each)));
              page.roleDetailList().forEach(each -> roles.add(role(each)));
              page.policies().forEach(each -> policies.add(policy(each)));
            });
    Map<String, @Nullable Object> details =
        object(
            "CollectedAt", begun.toString(),
            "UserDetailList", users,
            "GroupDetailList", groups,
            "RoleDetailList", roles,
            "Policies", policies);
    optional(account, "the longest sessions of roles", () -> details.put("Roles", sessions()));
    optional(
        account,
        "OpenID Connect providers",
        () -> details.put("OpenIDConnectProviderList", openIdProviders()));
    optional(account, "SAML providers", () -> details.put("SAMLProviderList", samlProviders()));
    return details;
  }

  private void optional(String account, String what, Runnable read) {
    try {
      read.run();
    } catch (SdkException e) {
      notices.accept(
          "Account `" + account + "` is read without " + what + ": " + Collector.reason(e));
    }
  }

  /** The report as comma-separated values; null, with a sentence, if it cannot be had. */
  byte @Nullable [] credentialReport(String account) {
    try {
      for (int i = 0; i < REPORT_TRIES_MAX; i++) {
        if (iam.generateCredentialReport().state() == ReportStateType.COMPLETE) {
          return iam.getCredentialReport().content().asByteArray();
        }
        Thread.sleep(REPORT_PAUSE_MILLIS);
      }
      notices.accept("The credential report of `" + account + "` was not ready in time.");
    } catch (SdkException e) {
      notices.accept(
          "The credential report of `" + account + "` is left out: " + Collector.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  private List<Object> sessions() {
    List<Object> roles = new ArrayList<>();
    for (Role role : iam.listRolesPaginator().roles()) {
      roles.add(
          object(
              "RoleName", role.roleName(),
              "Arn", role.arn(),
              "MaxSessionDuration", role.maxSessionDuration()));
    }
    return roles;
  }

  private List<Object> openIdProviders() {
    List<Object> providers = new ArrayList<>();
    for (OpenIDConnectProviderListEntry each :
        iam.listOpenIDConnectProviders().openIDConnectProviderList()) {
      GetOpenIdConnectProviderResponse provider =
          iam.getOpenIDConnectProvider(ask -> ask.openIDConnectProviderArn(each.arn()));
      providers.add(
          object(
              "Arn", each.arn(),
              "Url", provider.url(),
              "ClientIDList", provider.clientIDList(),
              "ThumbprintList", provider.thumbprintList()));
    }
    return providers;
  }

  private List<Object> samlProviders() {
    return iam.listSAMLProviders().samlProviderList().stream()
        .map(
            each ->
                (Object)
                    object(
                        "Arn", each.arn(),
                        "ValidUntil", text(each.validUntil()),
                        "CreateDate", text(each.createDate())))
        .toList();
  }

  private static Object user(UserDetail user) {
    return object(
        "Path", user.path(),
        "UserName", user.userName(),
        "UserId", user.userId(),
        "Arn", user.arn(),
        "CreateDate", text(user.createDate()),
        "UserPolicyList", inline(user.userPolicyList()),
        "GroupList", user.groupList(),
        "AttachedManagedPolicies", attached(user.attachedManagedPolicies()),
        "PermissionsBoundary", boundary(user.permissionsBoundary()),
        "Tags", tags(user.tags()));
  }

  private static Object group(GroupDetail group) {
    return object(
        "Path", group.path(),
        "GroupName", group.groupName(),
        "GroupId", group.groupId(),
        "Arn", group.arn(),
        "CreateDate", text(group.createDate()),
        "GroupPolicyList", inline(group.groupPolicyList()),
        "AttachedManagedPolicies", attached(group.attachedManagedPolicies()));
  }

  private static Object role(RoleDetail role) {
    Map<String, @Nullable Object> fields =
        object(
            "Path", role.path(),
            "RoleName", role.roleName(),
            "RoleId", role.roleId(),
            "Arn", role.arn(),
            "CreateDate", text(role.createDate()),
            "AssumeRolePolicyDocument", role.assumeRolePolicyDocument(),
            "InstanceProfileList",
                role.instanceProfileList().stream()
                    .map(
                        each ->
                            object(
                                "Arn",
                                each.arn(),
                                "InstanceProfileName",
                                each.instanceProfileName()))
                    .toList(),
            "RolePolicyList", inline(role.rolePolicyList()),
            "AttachedManagedPolicies", attached(role.attachedManagedPolicies()),
            "PermissionsBoundary", boundary(role.permissionsBoundary()),
            "Tags", tags(role.tags()));
    if (role.roleLastUsed() != null) {
      fields.put(
          "RoleLastUsed",
          object(
              "LastUsedDate", text(role.roleLastUsed().lastUsedDate()),
              "Region", role.roleLastUsed().region()));
    }
    return fields;
  }

  private static Object policy(ManagedPolicyDetail policy) {
    return object(
        "PolicyName", policy.policyName(),
        "PolicyId", policy.policyId(),
        "Arn", policy.arn(),
        "Path", policy.path(),
        "DefaultVersionId", policy.defaultVersionId(),
        "CreateDate", text(policy.createDate()),
        "UpdateDate", text(policy.updateDate()),
        "PolicyVersionList",
            policy.policyVersionList().stream()
                .map(
                    each ->
                        object(
                            "VersionId", each.versionId(),
                            "IsDefaultVersion", each.isDefaultVersion(),
                            "CreateDate", text(each.createDate()),
                            "Document", each.document()))
                .toList());
  }

  private static List<Object> inline(List<PolicyDetail> policies) {
    List<Object> list = new ArrayList<>();
    policies.forEach(
        each ->
            list.add(
                object("PolicyName", each.policyName(), "PolicyDocument", each.policyDocument())));
    return list;
  }

  private static List<Object> attached(List<AttachedPolicy> policies) {
    List<Object> list = new ArrayList<>();
    policies.forEach(
        each -> list.add(object("PolicyName", each.policyName(), "PolicyArn", each.policyArn())));
    return list;
  }

  private static @Nullable Object boundary(@Nullable AttachedPermissionsBoundary boundary) {
    return boundary == null
        ? null
        : object(
            "PermissionsBoundaryType", boundary.permissionsBoundaryTypeAsString(),
            "PermissionsBoundaryArn", boundary.permissionsBoundaryArn());
  }

  private static List<Object> tags(List<Tag> tags) {
    List<Object> list = new ArrayList<>();
    tags.forEach(each -> list.add(object("Key", each.key(), "Value", each.value())));
    return list;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
