package dev.gatehouse.policy.language;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.catalogue.ActionCatalogue;

/**
 * The part of an ARN that says what kind of resource it names, as {@code instance} in {@code
 * instance/i-1}.
 *
 * <p>AWS does not allow a wildcard there (ARN reference, "Limitations on wildcard usage"), and the
 * examples given have a fixed id behind it. AWS's own managed policies do put wildcards there when
 * the id is wild as well (an EC2 pattern that ends in star, slash, star), so only a wild type with
 * a fixed id is taken as the mistake that matches nothing.
 */
final class ResourceType {
  private ResourceType() {}

  /** Whether the pattern has a wildcard in the resource type and none behind it. */
  static boolean isWildIllegally(String pattern) {
    Arn arn = Arn.parse(pattern);
    if (arn == null) {
      return false;
    }
    String resource = arn.resource();
    int end = 0;
    while (end < resource.length() && resource.charAt(end) != '/' && resource.charAt(end) != ':') {
      end++;
    }
    return end < resource.length()
        && isWild(resource.substring(0, end))
        && !isWild(resource.substring(end))
        && ActionCatalogue.aws().hasResourceTypes(arn.service());
  }

  private static boolean isWild(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }
}
