package dev.gatehouse.serve.store;

import java.time.Instant;

/**
 * Input that could not be taken in.
 *
 * @param number counts up; the answer's order
 * @param received when it came
 * @param source that brought it
 * @param unit file or message that it came in
 * @param reason in one word, see {@link dev.gatehouse.trail.read.Reason}
 * @param detail one sentence: what is wrong, and where
 * @param start the first bytes of it, as text
 */
public record SetAside(
    long number,
    Instant received,
    String source,
    String unit,
    String reason,
    String detail,
    String start) {}
