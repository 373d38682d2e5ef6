package dev.gatehouse.range.org;

import dev.gatehouse.range.random.SeededRandom;
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
 * @param managed ARNs of managed policies
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

  /** A role with a fresh id, a tight trust policy of one statement, and an inline policy. */
  public static Role of(
      SeededRandom random,
      Account account,
      String name,
      Map<String, @Nullable Object> trustStatement,
      @Nullable Map<String, @Nullable Object> policy) {
    return new Role(
        account,
        random.id("AROA" + account.code(), 21),
        "/",
        name,
        PolicyDocument.of(trustStatement),
        policy,
        List.of(),
        "tight");
  }

  /** The role under another path. */
  public Role under(String otherPath) {
    return new Role(account, id, otherPath, name, trust, policy, managed, trustNote);
  }

  /** The role with these managed policies. */
  Role with(List<String> managedArns) {
    return new Role(account, id, path, name, trust, policy, managedArns, trustNote);
  }

  /** The role with another answer about its trust. */
  Role noted(String note) {
    return new Role(account, id, path, name, trust, policy, managed, note);
  }

  /** The role's ARN, with its path. */
  public String arn() {
    return account.arn("iam", "", "role" + path + name);
  }

  /** Whether the role is linked to a service. */
  public boolean serviceLinked() {
    return path.startsWith("/aws-service-role/");
  }
}
