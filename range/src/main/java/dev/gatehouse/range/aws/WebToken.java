package dev.gatehouse.range.aws;

/**
 * A token of an identity provider.
 *
 * @param provider ARN of the IAM provider, or a plain issuer such as {@code
 *     cognito-identity.amazonaws.com}
 */
public record WebToken(String provider, String audience, String subject) {
  /** For a provider that IAM knows: audience {@code sts.amazonaws.com}. */
  public static WebToken forSts(String providerArn, String subject) {
    return new WebToken(providerArn, "sts.amazonaws.com", subject);
  }

  boolean hasIamProvider() {
    return provider.startsWith("arn:");
  }
}
