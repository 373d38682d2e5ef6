package dev.gatehouse.core.finding;

import dev.gatehouse.policy.aws.Arn;

/** Identities and origins in words that are safe to show. */
public final class Naming {
  private static final int SHA1_BASE64 = 28;

  private Naming() {}

  /** The words for an identity or origin: {@code user ann of 123456789012}. */
  public static String of(String identity) {
    Arn arn = Arn.parse(identity);
    if (arn != null && arn.resource().equals("root")) {
      return "root of " + Quote.plain(arn.account());
    }
    if (arn != null && arn.resource().indexOf('/') > 0) {
      return Quote.plain(arn.resourceType() + " " + arn.name() + " of " + arn.account());
    }
    return Quote.plain(identity);
  }

  /**
   * The words for who is behind something: {@code ann@example.com}, {@code account 123456789012};
   * of a federated subject or a person of Identity Center the provider is left out, unless it is
   * all that is known.
   */
  public static String behind(String origin) {
    if (origin.startsWith("identitycenter:")) {
      return Quote.plain(origin.substring(origin.lastIndexOf('/') + 1));
    }
    if (origin.startsWith("federated:")) {
      return federated(origin.substring("federated:".length()));
    }
    if (origin.startsWith("account:")) {
      return "account " + Quote.plain(origin.substring("account:".length()));
    }
    if (origin.startsWith("service:")) {
      return Quote.plain(origin.substring("service:".length()));
    }
    return of(origin);
  }

  /** A subject may have slashes; so may a SAML name qualifier, which is a SHA-1 sum in Base64. */
  private static String federated(String name) {
    int arn = name.startsWith("arn:") ? name.indexOf('/') + 1 : 0;
    boolean sum = name.indexOf("=/") == SHA1_BASE64 - 1;
    int slash = sum ? SHA1_BASE64 : name.indexOf('/', arn);
    String subject = name.substring(slash + 1);
    return Quote.plain(
        slash > 0 && subject.equals("-") ? "somebody of " + name.substring(arn, slash) : subject);
  }
}
