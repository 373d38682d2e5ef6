package dev.gatehouse.range.aws;

import static dev.gatehouse.policy.json.JsonWriter.object;

import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.range.org.Role;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks AssumeRole for beside the role.
 *
 * @param seconds null: not sent, one hour
 */
public record AssumeRoleOptions(
    String sessionName,
    @Nullable Integer seconds,
    @Nullable String externalId,
    @Nullable String sourceIdentity) {
  /** A session name and nothing else. */
  public static AssumeRoleOptions named(String sessionName) {
    return new AssumeRoleOptions(sessionName, null, null, null);
  }

  /** With a duration. */
  public AssumeRoleOptions lasting(int seconds) {
    return new AssumeRoleOptions(sessionName, seconds, externalId, sourceIdentity);
  }

  /** With an ExternalId; null for none. */
  public AssumeRoleOptions withExternalId(@Nullable String id) {
    return new AssumeRoleOptions(sessionName, seconds, id, sourceIdentity);
  }

  /** With a source identity; null for none. */
  public AssumeRoleOptions withSourceIdentity(@Nullable String identity) {
    return new AssumeRoleOptions(sessionName, seconds, externalId, identity);
  }

  /** How long the session lives. */
  Duration lifetime() {
    return Duration.ofSeconds(seconds == null ? 3600 : seconds);
  }

  /** {@code requestParameters}. */
  JsonMap request(Role role) {
    return object("roleArn", role.arn(), "roleSessionName", sessionName)
        .andIfKnown("durationSeconds", seconds)
        .andIfKnown("externalId", externalId)
        .andIfKnown("sourceIdentity", sourceIdentity);
  }
}
