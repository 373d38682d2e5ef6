package dev.gatehouse.estate.admission;

import dev.gatehouse.policy.language.Policy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that gave a role its trust policy.
 *
 * @param actor who did it, as the record names the caller; "" when it does not
 * @param before the policy that it replaced; null for a role that it made, or when nobody knows
 * @param after the policy that it wrote; opaque when the record does not show it
 * @param madeRole whether the role was made by it
 */
public record TrustChange(
    String roleArn,
    String eventId,
    Instant time,
    String actor,
    @Nullable Policy before,
    Policy after,
    boolean madeRole) {}
