package dev.gatehouse.serve.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log.
 *
 * @param number from 1, without gaps
 * @param action word of an {@link Action}
 * @param subject what it was done to: a case, a user, a token
 * @param before how it was; null where there was nothing
 * @param after how it is; null where there is nothing any more
 * @param hash of this line and the hash of the one before it
 */
public record Entry(
    long number,
    Instant time,
    Actor actor,
    String action,
    String subject,
    @Nullable String before,
    @Nullable String after,
    String hash) {}
