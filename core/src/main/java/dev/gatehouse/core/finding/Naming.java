package dev.gatehouse.core.finding;

import dev.gatehouse.policy.aws.Arn;

/** Identities and origins in words that are safe to show. */
public final class Naming {
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
}
