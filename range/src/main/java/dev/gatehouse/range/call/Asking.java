package dev.gatehouse.range.call;

import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for with AssumeRole beside the role.
 *
 * @param seconds null: not sent, one hour
 */
public record Asking(
    String sessionName,
    @Nullable Integer seconds,
    @Nullable String externalId,
    @Nullable String sourceIdentity,
    @Nullable String serialNumber) {
  /** A session name and nothing else. */
  public static Asking as(String sessionName) {
    return new Asking(sessionName, null, null, null, null);
  }

  /** With a duration. */
  public Asking lasting(int seconds) {
    return new Asking(sessionName, seconds, externalId, sourceIdentity, serialNumber);
  }

  /** With an ExternalId. */
  public Asking external(@Nullable String id) {
    return new Asking(sessionName, seconds, id, sourceIdentity, serialNumber);
  }

  /** With a source identity. */
  public Asking source(@Nullable String identity) {
    return new Asking(sessionName, seconds, externalId, identity, serialNumber);
  }

  /** Seconds that the session lives. */
  int lifetime() {
    return seconds == null ? 3600 : seconds;
  }
}
