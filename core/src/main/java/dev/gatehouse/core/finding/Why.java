package dev.gatehouse.core.finding;

/**
 * One reason of a finding, with its number.
 *
 * @param what the thing looked at, in a few words
 * @param observed what was seen
 * @param expected what would have been ordinary, or the limit
 */
public record Why(String what, String observed, String expected) {}
