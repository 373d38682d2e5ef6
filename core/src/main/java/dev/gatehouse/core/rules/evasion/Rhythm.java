package dev.gatehouse.core.rules.evasion;

import java.time.Instant;

/**
 * How steadily one region of an account reports. In whole hours, so that it changes once an hour.
 *
 * @param first the first hour with a record
 * @param last the first record of the last hour with records
 * @param lastId its id
 * @param hours how many hours had records
 * @param gapHours the longest stretch without any
 * @param said whether its present silence has been said
 */
public record Rhythm(
    Instant first, Instant last, String lastId, long hours, long gapHours, boolean said) {}
