package dev.gatehouse.estate.inventory;

import java.util.Set;

/**
 * A provider whose tokens an account believes.
 *
 * @param name of a SAML provider its name, of an OpenID Connect one its host and path
 * @param clientIds audiences of an OpenID Connect provider; empty when not known
 */
public record IdentityProvider(
    String arn, String account, Kind kind, String name, Set<String> clientIds) {
  /** The protocols. */
  enum Kind {
    SAML,
    OIDC
  }

  public IdentityProvider {
    clientIds = Set.copyOf(clientIds);
  }

  /**
   * A provider as its ARN tells.
   *
   * @throws IllegalArgumentException if the ARN is not one of a provider
   */
  public static IdentityProvider of(String arn, Set<String> clientIds) {
    String account = dev.gatehouse.policy.aws.Arn.account(arn);
    int saml = arn.indexOf(":saml-provider/");
    int oidc = arn.indexOf(":oidc-provider/");
    if (saml < 0 && oidc < 0) {
      throw new IllegalArgumentException("`" + arn + "` is no ARN of an identity provider.");
    }
    return new IdentityProvider(
        arn,
        account,
        saml < 0 ? Kind.OIDC : Kind.SAML,
        arn.substring(arn.indexOf('/') + 1),
        clientIds);
  }
}
