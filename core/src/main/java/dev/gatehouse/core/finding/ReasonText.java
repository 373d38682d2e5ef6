package dev.gatehouse.core.finding;

/**
 * A reason in words.
 *
 * @param what the thing looked at
 * @param observed what was seen
 * @param expected what would have been ordinary, or the limit; empty where that goes without saying
 * @param background how unlikely it was, out of how much history, and who else does it; empty where
 *     nothing is known
 */
public record ReasonText(String what, String observed, String expected, String background) {}
