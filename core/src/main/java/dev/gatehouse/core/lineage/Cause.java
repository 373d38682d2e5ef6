package dev.gatehouse.core.lineage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A causal edge: somebody's act that made a credential or an origin usable.
 *
 * @param kind what was made or changed
 * @param what the thing: an access key id, an ARN, an instance id
 * @param eventId the record of the act
 * @param time when
 * @param by the identity that did it (see {@link Identity})
 * @param byAccessKeyId credential it was done with, so that its lineage can be resolved
 * @param confidence that the later use stems from the act, 0 to 1
 */
public record Cause(
    Kind kind,
    String what,
    String eventId,
    Instant time,
    String by,
    @Nullable String byAccessKeyId,
    double confidence) {
  /** From this confidence on a cause is told without a doubt. */
  public static final double LIKELY = 0.7;

  /** Kinds of acts; {@link #word} is used in JSON. */
  public enum Kind {
    ACCESS_KEY_CREATED("access-key-created"),
    USER_CREATED("user-created"),
    LOGIN_PROFILE_SET("login-profile-set"),
    ROLE_CREATED("role-created"),
    TRUST_OPENED("trust-opened"),
    PROVIDER_CREATED("provider-created"),
    TRUST_ANCHOR_CREATED("trust-anchor-created"),
    COMPUTE_CREATED("compute-created"),
    COMPUTE_CHANGED("compute-changed"),
    EVENT_SENT("event-sent");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word used in JSON. */
    public String word() {
      return word;
    }
  }
}
