package dev.gatehouse.serve.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What lets a program call the API in a user's name.
 *
 * @param id public; the audit log names it
 * @param hash of the secret, which is not kept
 * @param user whose it is
 * @param name what it is for
 * @param role at most; the user's own role limits it further
 * @param lastUsed to the minute; null if never
 */
public record ApiToken(
    String id,
    String hash,
    String user,
    String name,
    Role role,
    Instant created,
    Instant expires,
    @Nullable Instant lastUsed) {}
