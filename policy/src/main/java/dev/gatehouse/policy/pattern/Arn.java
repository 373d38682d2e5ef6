package dev.gatehouse.policy.pattern;

import org.jspecify.annotations.Nullable;

/**
 * An Amazon Resource Name, {@code arn:partition:service:region:account:resource}.
 *
 * @param resource everything behind the fifth colon; may hold colons and slashes
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {

  /**
   * Reads an ARN; null when the text has fewer than six parts or does not start with {@code arn}.
   */
  public static @Nullable Arn parse(String text) {
    if (!text.startsWith("arn:")) {
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

  /** The account id of an ARN, read without taking it apart; "" when it names none or is no ARN. */
  public static String account(String text) {
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

  @Override
  public String toString() {
    return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
  }
}
