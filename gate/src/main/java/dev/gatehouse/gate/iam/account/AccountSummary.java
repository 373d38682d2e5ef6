package dev.gatehouse.gate.iam.account;

import dev.gatehouse.gate.iam.entity.Quota;
import dev.gatehouse.gate.model.Structure;
import dev.gatehouse.gate.operation.Call;
import dev.gatehouse.gate.operation.Service;
import dev.gatehouse.gate.state.Holdings;
import dev.gatehouse.gate.state.Kind;

/** Counts and quotas of an account. */
public final class AccountSummary {
  private static final int POLICY_VERSIONS_MAX = 10_000;

  private AccountSummary() {}

  public static void addTo(Service iam) {
    iam.read("GetAccountSummary", AccountSummary::answer);
  }

  private static Structure answer(Call call) {
    Holdings holdings = call.holdings();
    int versions =
        holdings.all(Kind.POLICY).stream()
            .mapToInt(each -> each.structures("Versions").size())
            .sum();
    int devices = holdings.count(Kind.MFA_DEVICE);
    long used = holdings.all(Kind.MFA_DEVICE).stream().filter(each -> each.has("Owner")).count();
    boolean rootKeys =
        holdings.all(Kind.ACCESS_KEY).stream().anyMatch(each -> !each.has("UserName"));
    boolean rootDevice =
        holdings.all(Kind.MFA_DEVICE).stream().anyMatch(each -> "".equals(each.text("Owner")));
    return Structure.of(
        "SummaryMap",
        Structure.of(
            "Users", holdings.count(Kind.USER),
            "UsersQuota", Quota.USERS.most(),
            "Groups", holdings.count(Kind.GROUP),
            "GroupsQuota", Quota.GROUPS.most(),
            "Roles", holdings.count(Kind.ROLE),
            "RolesQuota", Quota.ROLES.most(),
            "Policies", holdings.count(Kind.POLICY),
            "PoliciesQuota", Quota.POLICIES.most(),
            "PolicyVersionsInUse", versions,
            "PolicyVersionsInUseQuota", POLICY_VERSIONS_MAX,
            "InstanceProfiles", holdings.count(Kind.INSTANCE_PROFILE),
            "InstanceProfilesQuota", Quota.INSTANCE_PROFILES.most(),
            "ServerCertificates", holdings.count(Kind.SERVER_CERTIFICATE),
            "ServerCertificatesQuota", Quota.SERVER_CERTIFICATES.most(),
            "Providers", holdings.count(Kind.SAML_PROVIDER) + holdings.count(Kind.OIDC_PROVIDER),
            "MFADevices", devices,
            "MFADevicesInUse", (int) used,
            "AccountMFAEnabled", rootDevice ? 1 : 0,
            "AccountAccessKeysPresent", rootKeys ? 1 : 0,
            "AccountPasswordPresent", 1,
            "AccountSigningCertificatesPresent", 0,
            "GlobalEndpointTokenVersion", AccountSettings.tokenVersion(holdings),
            "AccessKeysPerUserQuota", Quota.ACCESS_KEYS.most(),
            "SigningCertificatesPerUserQuota", Quota.SIGNING_CERTIFICATES.most(),
            "GroupsPerUserQuota", Quota.GROUPS_PER_USER.most(),
            "AttachedPoliciesPerUserQuota", Quota.ATTACHED_PER_USER.most(),
            "AttachedPoliciesPerGroupQuota", Quota.ATTACHED_PER_GROUP.most(),
            "AttachedPoliciesPerRoleQuota", Quota.ATTACHED_PER_ROLE.most(),
            "VersionsPerPolicyQuota", Quota.POLICY_VERSIONS.most(),
            "PolicySizeQuota", Quota.POLICY_SIZE.most(),
            "AssumeRolePolicySizeQuota", Quota.TRUST_POLICY_SIZE.most(),
            "UserPolicySizeQuota", Quota.USER_POLICY_SIZE.most(),
            "GroupPolicySizeQuota", Quota.GROUP_POLICY_SIZE.most(),
            "RolePolicySizeQuota", Quota.ROLE_POLICY_SIZE.most()));
  }
}
