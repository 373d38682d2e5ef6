package dev.gatehouse.estate.inventory;

import dev.gatehouse.policy.aws.ReservedPath;
import dev.gatehouse.policy.language.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IAM role.
 *
 * @param trust its trust policy; {@link Policy#opaque} when the document is missing or malformed
 * @param maxSessionSeconds 3600 to 43200; null when nobody said: authorization details leave it out
 * @param lastUsed null when nobody said or it was never used
 * @param instanceProfiles ARNs of the instance profiles that carry it, sorted
 */
public record IamRole(
    String arn,
    String account,
    String name,
    String path,
    @Nullable String id,
    @Nullable Instant created,
    Policy trust,
    Permissions permissions,
    @Nullable Integer maxSessionSeconds,
    @Nullable LastUsed lastUsed,
    List<String> instanceProfiles,
    Map<String, String> tags)
    implements IamPrincipal {
  private static final Pattern PERMISSION_SET = Pattern.compile("AWSReservedSSO_(.+)_[0-9a-f]{16}");

  /**
   * When AWS last saw the role used, over at most the last 400 days.
   *
   * @param time null when it was not used in the time that AWS looks back
   */
  public record LastUsed(@Nullable Instant time, @Nullable String region) {}

  public IamRole {
    instanceProfiles = instanceProfiles.stream().sorted().distinct().toList();
    tags = Map.copyOf(tags);
  }

  /** Whether a service made it for itself: told by its path, since anybody may use such a name. */
  public boolean isServiceLinked() {
    return ReservedPath.SERVICE_LINKED.holds(path);
  }

  /** Whether AWS made it and nobody in the account can change it. */
  public boolean isReserved() {
    return isServiceLinked() || ReservedPath.RESERVED.holds(path);
  }

  /** The Identity Center permission set that the role stands for in its account. */
  public Optional<String> permissionSet() {
    if (!ReservedPath.IDENTITY_CENTER.holds(path)) {
      return Optional.empty();
    }
    Matcher matcher = PERMISSION_SET.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The same role with other policies. */
  public IamRole with(Permissions changed) {
    return with(trust, changed, maxSessionSeconds, instanceProfiles, tags);
  }

  IamRole withTrust(Policy changed) {
    return with(changed, permissions, maxSessionSeconds, instanceProfiles, tags);
  }

  /** The same role with a longest session. */
  public IamRole withMaxSessionSeconds(int changed) {
    return with(trust, permissions, changed, instanceProfiles, tags);
  }

  /** The same role carried by other instance profiles. */
  public IamRole withInstanceProfiles(List<String> changed) {
    return with(trust, permissions, maxSessionSeconds, changed, tags);
  }

  IamRole withTags(Map<String, String> changed) {
    return with(trust, permissions, maxSessionSeconds, instanceProfiles, changed);
  }

  private IamRole with(
      Policy trust,
      Permissions permissions,
      @Nullable Integer maxSessionSeconds,
      List<String> instanceProfiles,
      Map<String, String> tags) {
    return new IamRole(
        arn,
        account,
        name,
        path,
        id,
        created,
        trust,
        permissions,
        maxSessionSeconds,
        lastUsed,
        instanceProfiles,
        tags);
  }
}
