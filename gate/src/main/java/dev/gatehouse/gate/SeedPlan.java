package dev.gatehouse.gate;

import dev.gatehouse.estate.yaml.Yaml;
import dev.gatehouse.policy.aws.AccountId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fresh gate begins with.
 *
 * @param organization whether the accounts form an organization that the first one manages
 */
public record SeedPlan(boolean organization, List<Account> accounts) {
  /** One account. */
  record Account(String id, String name, List<User> users, boolean rootKey) {
    public Account {
      users = List.copyOf(users);
    }
  }

  /** A user with managed policies, and whether an access key is made. */
  record User(String name, List<String> policies, boolean accessKey) {
    public User {
      policies = List.copyOf(policies);
    }
  }

  public SeedPlan {
    accounts = List.copyOf(accounts);
  }

  static SeedPlan of(Account account) {
    return new SeedPlan(false, List.of(account));
  }

  /**
   * Reads a YAML file; docs/gate.md has the form.
   *
   * @throws IOException with one sentence if the file cannot be read or says something else
   */
  public static SeedPlan read(Path file) throws IOException {
    Object tree;
    try {
      tree = Yaml.tree(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IOException("The seed `" + file + "` cannot be read: " + e.getMessage(), e);
    }
    if (!(tree instanceof Map<?, ?> seed)
        || !(seed.get("accounts") instanceof List<?> list)
        || list.isEmpty()) {
      throw new IOException("The seed `" + file + "` names no `accounts`.");
    }
    List<Account> accounts = new ArrayList<>();
    for (Object each : list) {
      accounts.add(account(file, each));
    }
    return new SeedPlan(Boolean.TRUE.equals(seed.get("organization")), accounts);
  }

  private static Account account(Path file, Object tree) throws IOException {
    Map<?, ?> account = tree instanceof Map<?, ?> map ? map : Map.of();
    String id = text(account.get("id"));
    if (id == null || !AccountId.is(id)) {
      throw new IOException(
          "An account in the seed `" + file + "` has no `id` of twelve digits (quote it).");
    }
    List<User> users = new ArrayList<>();
    for (Object each : account.get("users") instanceof List<?> list ? list : List.of()) {
      Map<?, ?> user = each instanceof Map<?, ?> map ? map : Map.of();
      String name = text(user.get("name"));
      if (name == null || !name.matches("[\\w+=,.@-]{1,64}")) {
        throw new IOException("A user in the seed `" + file + "` has no valid `name`.");
      }
      List<String> policies = new ArrayList<>();
      for (Object policy : user.get("policies") instanceof List<?> list ? list : List.of()) {
        policies.add(String.valueOf(policy));
      }
      users.add(new User(name, policies, Boolean.TRUE.equals(user.get("accessKey"))));
    }
    String name = text(account.get("name"));
    return new Account(
        id, name == null ? id : name, users, Boolean.TRUE.equals(account.get("rootKey")));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : String.valueOf(value);
  }
}
