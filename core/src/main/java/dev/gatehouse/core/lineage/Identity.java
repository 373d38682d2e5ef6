package dev.gatehouse.core.lineage;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.aws.Partition;
import dev.gatehouse.trail.TrailEvent;
import dev.gatehouse.trail.UserIdentity;

/**
 * Who acted in a record: what stays the same from one credential to the next. Baselines are kept by
 * it.
 *
 * <p>Words: a user's, role's or root's ARN; {@code service:<principal>}; {@code
 * federated:<provider>/<subject>}; {@code identitycenter:<store>/<user>}; {@code account:<id>};
 * {@code unknown}.
 */
public final class Identity {
  private Identity() {}

  /**
   * The identity that a record shows, before any lineage. Who signs in by a federation is called as
   * the sessions are that the sign-in gives.
   */
  static String of(TrailEvent event) {
    return switch (event.eventName()) {
      case "AssumeRoleWithSAML" -> Federation.saml(event);
      case "AssumeRoleWithWebIdentity" -> Federation.webIdentity(event);
      default -> of(event.userIdentity(), event.partition());
    };
  }

  /**
   * The identity that a record's {@code userIdentity} shows, before any lineage. Whose record it is
   * says the partition where the identity does not.
   */
  public static String of(UserIdentity who) {
    String partition = Arn.partition(who.arn());
    return of(who, partition == null ? Partition.COMMERCIAL.id() : partition);
  }

  private static String of(UserIdentity who, String partition) {
    var session = who.session();
    return switch (who.type()) {
      case "AssumedRole", "Role" -> role(who);
      case "FederatedUser" ->
          session != null && session.issuerArn() != null ? session.issuerArn() : orUnknown(who);
      case "AWSService" -> who.invokedBy() != null ? "service:" + who.invokedBy() : orUnknown(who);
      case "AWSAccount" -> who.accountId() != null ? "account:" + who.accountId() : orUnknown(who);
      case "Root" ->
          who.accountId() != null ? Arn.iam(partition, who.accountId(), "root") : orUnknown(who);
      case "SAMLUser", "WebIdentityUser", "Directory" ->
          "federated:" + provider(who) + "/" + subject(who);
      case "IdentityCenterUser" -> identityCenter(who);
      default -> orUnknown(who);
    };
  }

  /**
   * {@code identitycenter:<store>/<user>} of the person a call was made on behalf of; {@code -} for
   * what the record lacks.
   */
  public static String identityCenter(UserIdentity who) {
    String store = who.onBehalfOfIdentityStoreArn();
    String user = who.onBehalfOfUserId() != null ? who.onBehalfOfUserId() : who.userName();
    return "identitycenter:"
        + (store == null ? "-" : store.substring(store.lastIndexOf('/') + 1))
        + "/"
        + (user == null ? "-" : user);
  }

  private static String role(UserIdentity who) {
    var session = who.session();
    if (session != null && session.issuerArn() != null) {
      return session.issuerArn();
    }
    // Without an issuer the role's path is not known: the session ARN drops it.
    String arn = who.arn();
    if (arn != null && arn.contains(":assumed-role/")) {
      String[] parts = arn.split("/", 3);
      return parts[0].replace(":sts:", ":iam:").replace(":assumed-role", ":role") + "/" + parts[1];
    }
    if (arn != null) {
      return arn;
    }
    return who.invokedBy() != null ? "service:" + who.invokedBy() : orUnknown(who);
  }

  private static String orUnknown(UserIdentity who) {
    if (who.arn() != null) {
      return who.arn();
    }
    if (who.principalId() != null) {
      return who.principalId();
    }
    if (who.invokedBy() != null) {
      return "service:" + who.invokedBy();
    }
    return who.accountId() != null ? "account:" + who.accountId() : "unknown";
  }

  private static String provider(UserIdentity who) {
    return who.identityProvider() != null
        ? who.identityProvider()
        : who.type().equals("Directory") ? "directory" : "-";
  }

  private static String subject(UserIdentity who) {
    if (who.userName() != null) {
      return who.userName();
    }
    return who.principalId() != null ? who.principalId() : "-";
  }
}
