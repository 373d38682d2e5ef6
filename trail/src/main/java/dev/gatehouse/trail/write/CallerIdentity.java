package dev.gatehouse.trail.write;

import static dev.gatehouse.policy.json.JsonWriter.object;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code userIdentity} that CloudTrail writes for each kind of caller.
 *
 * <p>Shapes follow the CloudTrail User Guide's page on the userIdentity element and records of 2023
 * to 2025. The maps may be extended by the caller; nothing here keeps them.
 */
public final class CallerIdentity {
  private CallerIdentity() {}

  /** An IAM user with a long-term access key. */
  public static Map<String, @Nullable Object> user(
      String account, String arn, String userId, String name, String accessKeyId) {
    return object(
        "type", "IAMUser",
        "principalId", userId,
        "arn", arn,
        "accountId", account,
        "accessKeyId", accessKeyId,
        "userName", name);
  }

  /** An IAM user with temporary credentials: GetSessionToken, or a console session. */
  public static Map<String, @Nullable Object> userSession(
      String account,
      String arn,
      String userId,
      String name,
      String accessKeyId,
      Instant created,
      boolean mfa) {
    Map<String, @Nullable Object> identity = user(account, arn, userId, name, accessKeyId);
    identity.put("sessionContext", object("attributes", attributes(created, mfa)));
    return identity;
  }

  /** An account's root user; {@code created} is null for long-term keys. */
  public static Map<String, @Nullable Object> root(
      String account, @Nullable String accessKeyId, @Nullable Instant created, boolean mfa) {
    Map<String, @Nullable Object> identity =
        object(
            "type",
            "Root",
            "principalId",
            account,
            "arn",
            "arn:aws:iam::" + account + ":root",
            "accountId",
            account);
    if (accessKeyId != null) {
      identity.put("accessKeyId", accessKeyId);
    }
    if (created != null) {
      identity.put("sessionContext", object("attributes", attributes(created, mfa)));
    }
    return identity;
  }

  /**
   * A role session.
   *
   * @param roleArn with the role's path
   * @param accessKeyId null for sessions of service-linked roles, whose records show none
   */
  public static Map<String, @Nullable Object> assumedRole(
      String account,
      String roleArn,
      String roleId,
      String session,
      @Nullable String accessKeyId,
      Instant created,
      boolean mfa) {
    String roleName = roleArn.substring(roleArn.lastIndexOf('/') + 1);
    Map<String, @Nullable Object> identity =
        object(
            "type",
            "AssumedRole",
            "principalId",
            roleId + ":" + session,
            "arn",
            sessionArn(account, roleName, session),
            "accountId",
            account);
    if (accessKeyId != null) {
      identity.put("accessKeyId", accessKeyId);
    }
    identity.put(
        "sessionContext",
        object(
            "sessionIssuer",
            object(
                "type", "Role",
                "principalId", roleId,
                "arn", roleArn,
                "accountId", account,
                "userName", roleName),
            "attributes",
            attributes(created, mfa)));
    return identity;
  }

  /** {@code arn:aws:sts::<account>:assumed-role/<role name>/<session>}, without the role's path. */
  public static String sessionArn(String account, String roleName, String session) {
    return "arn:aws:sts::" + account + ":assumed-role/" + roleName + "/" + session;
  }

  /** A session of GetFederationToken. */
  public static Map<String, @Nullable Object> federatedUser(
      String account,
      String name,
      String userArn,
      String userId,
      String accessKeyId,
      Instant created) {
    return object(
        "type",
        "FederatedUser",
        "principalId",
        account + ":" + name,
        "arn",
        "arn:aws:sts::" + account + ":federated-user/" + name,
        "accountId",
        account,
        "accessKeyId",
        accessKeyId,
        "sessionContext",
        object(
            "sessionIssuer",
            object(
                "type", "IAMUser",
                "principalId", userId,
                "arn", userArn,
                "accountId", account,
                "userName", userArn.substring(userArn.lastIndexOf('/') + 1)),
            "attributes",
            attributes(created, false)));
  }

  /** An AWS service acting for itself. */
  public static Map<String, @Nullable Object> service(String principal) {
    return object("type", "AWSService", "invokedBy", principal);
  }

  /** The caller as the other account of a cross-account call sees it. */
  public static Map<String, @Nullable Object> account(String principalId, String account) {
    return object("type", "AWSAccount", "principalId", principalId, "accountId", account);
  }

  /** The caller of AssumeRoleWithSAML. */
  public static Map<String, @Nullable Object> saml(String nameQualifier, String subject) {
    return object(
        "type",
        "SAMLUser",
        "principalId",
        nameQualifier + ":" + subject,
        "userName",
        subject,
        "identityProvider",
        nameQualifier);
  }

  /** The caller of AssumeRoleWithWebIdentity; the provider is an ARN or a plain issuer. */
  public static Map<String, @Nullable Object> webIdentity(
      String provider, String audience, String subject) {
    return object(
        "type",
        "WebIdentityUser",
        "principalId",
        provider + ":" + audience + ":" + subject,
        "userName",
        subject,
        "identityProvider",
        provider);
  }

  /** A person in the access portal of IAM Identity Center. */
  public static Map<String, @Nullable Object> identityCenter(
      String account, String userId, String identityStoreArn, String credentialId) {
    return object(
        "type",
        "IdentityCenterUser",
        "accountId",
        account,
        "onBehalfOf",
        object("userId", userId, "identityStoreArn", identityStoreArn),
        "credentialId",
        credentialId);
  }

  /** {@code sessionContext} of an identity made here, to be extended; fails for one without. */
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> sessionContext(
      Map<String, @Nullable Object> identity) {
    if (!(identity.get("sessionContext") instanceof Map<?, ?> context)) {
      throw new IllegalArgumentException("This identity has no session.");
    }
    return (Map<String, @Nullable Object>) context;
  }

  private static Map<String, @Nullable Object> attributes(Instant created, boolean mfa) {
    return object(
        "creationDate",
        Instant.ofEpochSecond(created.getEpochSecond()).toString(),
        "mfaAuthenticated",
        mfa ? "true" : "false");
  }
}
