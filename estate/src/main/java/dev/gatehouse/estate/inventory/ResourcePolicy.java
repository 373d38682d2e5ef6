package dev.gatehouse.estate.inventory;

import dev.gatehouse.policy.aws.Arn;
import dev.gatehouse.policy.language.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The policy of a resource other than a role.
 *
 * @param arn of the resource
 * @param account who owns it; "" when neither the ARN nor the file says
 * @param policy null when it is known that there is none
 */
public record ResourcePolicy(String arn, String account, @Nullable Policy policy) {
  /** The service prefix of the ARN, such as {@code s3}. */
  public String service() {
    Arn parsed = Arn.parse(arn);
    return parsed == null ? "" : parsed.service();
  }
}
