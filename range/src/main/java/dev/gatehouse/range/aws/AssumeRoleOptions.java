package dev.gatehouse.range.aws;

import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for with AssumeRole beside the role.
 *
 * @param seconds null: not sent, one hour
 */
public record AssumeRoleOptions(
    String sessionName,
    @Nullable Integer seconds,
    @Nullable String externalId,
    @Nullable String sourceIdentity,
    @Nullable String serialNumber) {
  /** A session name and nothing else. */
  public static AssumeRoleOptions as(String sessionName) {
    return new AssumeRoleOptions(sessionName, null, null, null, null);
  }

  /** With a duration. */
  public AssumeRoleOptions lasting(int seconds) {
    return new AssumeRoleOptions(sessionName, seconds, externalId, sourceIdentity, serialNumber);
  }

  /** With an ExternalId. */
  public AssumeRoleOptions external(@Nullable String id) {
    return new AssumeRoleOptions(sessionName, seconds, id, sourceIdentity, serialNumber);
  }

  /** With a source identity. */
  public AssumeRoleOptions source(@Nullable String identity) {
    return new AssumeRoleOptions(sessionName, seconds, externalId, identity, serialNumber);
  }

  /** Seconds that the session lives. */
  int lifetime() {
    return seconds == null ? 3600 : seconds;
  }
}
