package dev.gatehouse.estate.inventory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a credential report says of a user or of an account's root user.
 *
 * @param user name, {@code <root_account>} for root
 * @param password whether there is one that signs in to the console; null when the report does not
 *     say, as for root, who always has one unless it was removed
 * @param passwordLastUsed null when it was never used or nobody knows
 * @param mfa whether an MFA device is active
 * @param keys the two places for access keys, those never filled left out
 * @param certificates how many signing certificates are active
 */
public record Credentials(
    String user,
    String arn,
    @Nullable Instant created,
    @Nullable Boolean password,
    @Nullable Instant passwordLastUsed,
    @Nullable Instant passwordLastChanged,
    boolean mfa,
    List<AccessKey> keys,
    int certificates) {
  /** The name of root in a credential report. */
  public static final String ROOT = "<root_account>";

  /**
   * One access key.
   *
   * @param rotated when it was made or last set active or inactive
   * @param lastUsed null when it was never used
   * @param lastService the service it was last used with, such as {@code s3}
   */
  public record AccessKey(
      int number,
      boolean active,
      @Nullable Instant rotated,
      @Nullable Instant lastUsed,
      @Nullable String lastService) {}

  public Credentials {
    keys = List.copyOf(keys);
  }

  public boolean isRoot() {
    return user.equals(ROOT);
  }
}
