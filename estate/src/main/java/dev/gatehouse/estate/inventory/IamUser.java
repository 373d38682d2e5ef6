package dev.gatehouse.estate.inventory;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An IAM user.
 *
 * @param groups names of the groups it is in
 * @param console what is known of its password; null when nobody said
 */
public record IamUser(
    String arn,
    String account,
    String name,
    String path,
    @Nullable String id,
    @Nullable Instant created,
    Permissions permissions,
    Set<String> groups,
    Map<String, String> tags,
    @Nullable Boolean console)
    implements IamPrincipal {
  public IamUser {
    groups = Collections.unmodifiableSet(new TreeSet<>(groups));
    tags = Map.copyOf(tags);
  }

  /** The same user with other policies. */
  public IamUser with(Permissions changed) {
    return new IamUser(arn, account, name, path, id, created, changed, groups, tags, console);
  }

  /** The same user in other groups. */
  public IamUser withGroups(Set<String> changed) {
    return new IamUser(arn, account, name, path, id, created, permissions, changed, tags, console);
  }

  IamUser withTags(Map<String, String> changed) {
    return new IamUser(
        arn, account, name, path, id, created, permissions, groups, changed, console);
  }

  IamUser withConsole(boolean changed) {
    return new IamUser(arn, account, name, path, id, created, permissions, groups, tags, changed);
  }
}
