package dev.gatehouse.policy.aws;

import org.jspecify.annotations.Nullable;

/**
 * An Amazon Resource Name, {@code arn:partition:service:region:account:resource}.
 *
 * @param resource everything behind the fifth colon; may hold colons and slashes
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {

  /** Whether a text begins as an ARN; {@link #parse} says whether it is one. */
  public static boolean begins(String text) {
    return text.startsWith("arn:");
  }

  /**
   * Reads an ARN or a pattern of one; null when the text has fewer than six parts or does not start
   * with {@code arn}.
   */
  public static @Nullable Arn parse(String text) {
    if (!begins(text)) {
      return null;
    }
    int service = text.indexOf(':', 4);
    int region = service < 0 ? -1 : text.indexOf(':', service + 1);
    int account = region < 0 ? -1 : text.indexOf(':', region + 1);
    int resource = account < 0 ? -1 : text.indexOf(':', account + 1);
    if (resource < 0) {
      return null;
    }
    return new Arn(
        text.substring(4, service),
        text.substring(service + 1, region),
        text.substring(region + 1, account),
        text.substring(account + 1, resource),
        text.substring(resource + 1));
  }

  /** The ARN of something that IAM keeps, such as {@code role/deploy}; IAM has no regions. */
  public static String iam(String partition, String account, String resource) {
    return new Arn(partition, "iam", "", account, resource).toString();
  }

  /** The ARN of a session, such as {@code assumed-role/deploy/build-17}. */
  public static String sts(String partition, String account, String resource) {
    return new Arn(partition, "sts", "", account, resource).toString();
  }

  /** The account id of an ARN, read without taking it apart; "" when it names none or is no ARN. */
  public static String account(String text) {
    if (!begins(text)) {
      return "";
    }
    int from = 0;
    for (int i = 0; i < 4; i++) {
      from = text.indexOf(':', from) + 1;
      if (from == 0) {
        return "";
      }
    }
    int to = text.indexOf(':', from);
    return to < 0 ? "" : text.substring(from, to);
  }

  /** The partition of an ARN, read without taking it apart; null when it is none. */
  public static @Nullable String partition(@Nullable String text) {
    int to = text == null || !begins(text) ? -1 : text.indexOf(':', 4);
    return text == null || to <= 4 ? null : text.substring(4, to);
  }

  /**
   * What stands before the first slash of the resource, such as {@code role}; the whole resource
   * where it has no slash, such as {@code root}.
   */
  public String resourceType() {
    int slash = resource.indexOf('/');
    return slash < 0 ? resource : resource.substring(0, slash);
  }

  /** What stands behind the last slash of the resource: the name, without type and path. */
  public String name() {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
  }
}
