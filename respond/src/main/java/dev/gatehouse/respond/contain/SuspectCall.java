package dev.gatehouse.respond.contain;

import java.time.Instant;

/**
 * A call that AWS carried out for whoever is behind a case.
 *
 * @param credential id of the credential that made it
 * @param call service and operation, for instance {@code iam:CreateUser}
 */
public record SuspectCall(String eventId, Instant time, String credential, String call) {}
