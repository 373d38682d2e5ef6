package dev.gatehouse.gate.state;

/** The kinds of things an account or the organization holds, with the member that names each. */
public enum Kind {
  USER("UserName"),
  GROUP("GroupName"),
  ROLE("RoleName"),
  POLICY("Arn"),
  INSTANCE_PROFILE("InstanceProfileName"),
  ACCESS_KEY("AccessKeyId"),
  LOGIN_PROFILE("UserName"),
  MFA_DEVICE("SerialNumber"),
  SAML_PROVIDER("Arn"),
  OIDC_PROVIDER("Arn"),
  SERVER_CERTIFICATE("ServerCertificateName"),
  SIGNING_CERTIFICATE("CertificateId"),
  SSH_KEY("SSHPublicKeyId"),
  SERVICE_CREDENTIAL("ServiceSpecificCredentialId"),
  /** Single settings of an account: its alias, password policy, feature flags. */
  SETTING("Name"),
  /** Accounts of the organization; held by the organization. */
  ACCOUNT("Id"),
  ORGANIZATION("Id"),
  ROOT("Id"),
  UNIT("Id"),
  CONTROL_POLICY("Id"),
  DELEGATION("Id"),
  /** Buckets, functions, secrets and the like, by ARN. */
  RESOURCE("Arn"),
  /** When keys and roles were used last; held by the gate itself. */
  LAST_USE("Id");

  private final String key;

  Kind(String key) {
    this.key = key;
  }

  /** The member of an item that is its key. */
  public String key() {
    return key;
  }

  /** Whether names that differ only in case are the same, as IAM has it for most. */
  boolean ignoresCase() {
    return switch (this) {
      case USER, GROUP, ROLE, INSTANCE_PROFILE, LOGIN_PROFILE, SERVER_CERTIFICATE -> true;
      default -> false;
    };
  }
}
