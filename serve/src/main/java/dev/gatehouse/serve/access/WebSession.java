package dev.gatehouse.serve.access;

import java.time.Instant;

/**
 * A browser that signed in.
 *
 * @param id hash of the secret in its cookie; the secret itself is not kept
 * @param user name
 * @param lastSeen of its last request, to the minute
 * @param ends at the latest, however busy it is
 * @param address from which it was begun
 */
public record WebSession(
    String id, String user, Instant created, Instant lastSeen, Instant ends, String address) {}
