package dev.gatehouse.range.org;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An IAM user with one access key.
 *
 * @param id {@code AIDA…}
 * @param accessKeyId {@code AKIA…}
 * @param console whether the user has a password
 */
public record IamUser(
    Account account,
    String id,
    String name,
    String accessKeyId,
    boolean console,
    Map<String, @Nullable Object> policy) {
  /** The user's ARN. */
  public String arn() {
    return account.arn("iam", "", "user/" + name);
  }
}
