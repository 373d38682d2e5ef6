package dev.gatehouse.gate.iam.entity;

/** AWS's default quotas (IAM guide, "IAM and STS quotas"), which the account summary shows. */
public enum Quota {
  USERS("UsersPerAccount", 5_000),
  GROUPS("GroupsPerAccount", 300),
  ROLES("RolesPerAccount", 1_000),
  POLICIES("PoliciesPerAccount", 1_500),
  INSTANCE_PROFILES("InstanceProfilesPerAccount", 1_000),
  SERVER_CERTIFICATES("ServerCertificatesPerAccount", 20),
  GROUPS_PER_USER("GroupsPerUser", 10),
  ATTACHED_PER_USER("PoliciesPerUser", 10),
  ATTACHED_PER_GROUP("PoliciesPerGroup", 10),
  ATTACHED_PER_ROLE("PoliciesPerRole", 10),
  ACCESS_KEYS("AccessKeysPerUser", 2),
  SIGNING_CERTIFICATES("CertificatesPerUser", 2),
  SSH_KEYS("SSHPublicKeysPerUser", 5),
  SERVICE_CREDENTIALS("ServiceSpecificCredentialsPerUser", 2),
  MFA_DEVICES("MFADevicesPerUser", 8),
  POLICY_VERSIONS("VersionsPerPolicy", 5),
  ROLES_PER_INSTANCE_PROFILE("InstanceSessionsPerInstanceProfile", 1),
  SAML_PROVIDERS("SAMLProvidersPerAccount", 100),
  OIDC_PROVIDERS("OpenIdConnectProvidersPerAccount", 100),
  TAGS("TagsPerResource", 50),
  POLICY_SIZE("PolicySize", 6_144),
  TRUST_POLICY_SIZE("ACLSizePerRole", 2_048),
  USER_POLICY_SIZE("UserPolicySize", 2_048),
  GROUP_POLICY_SIZE("GroupPolicySize", 5_120),
  ROLE_POLICY_SIZE("RolePolicySize", 10_240);

  private final String word;
  private final int most;

  Quota(String word, int most) {
    this.word = word;
    this.most = most;
  }

  public int most() {
    return most;
  }

  /** Refuses a number over the quota. */
  public void check(int number) {
    if (number > most) {
      throw Errors.limitExceeded("Cannot exceed quota for " + word + ": " + most);
    }
  }
}
