package dev.gatehouse.range.org;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An IAM role.
 *
 * @param id {@code AROA…}
 * @param path begins and ends with a slash
 * @param trust its trust policy
 * @param policy its inline policy; null if it has managed ones only
 * @param managed ARNs of AWS-managed policies
 * @param trustNote the known answer about its trust: {@code tight}, or what is loose in one phrase
 */
public record Role(
    Account account,
    String id,
    String path,
    String name,
    Map<String, @Nullable Object> trust,
    @Nullable Map<String, @Nullable Object> policy,
    List<String> managed,
    String trustNote) {
  /** The role's ARN, with its path. */
  public String arn() {
    return account.arn("iam", "", "role" + path + name);
  }

  /** Whether the role is linked to a service. */
  public boolean serviceLinked() {
    return path.startsWith("/aws-service-role/");
  }
}
