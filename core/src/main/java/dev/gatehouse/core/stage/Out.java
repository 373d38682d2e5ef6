package dev.gatehouse.core.stage;

import java.time.Instant;

/**
 * One output of a fold. Of several outputs with one id (of one key), the last in the order of
 * folding holds.
 *
 * @param id names the output within its stage and key; made from content and windows, never from
 *     arrival order
 * @param time event time, within the hour of the input that caused it
 * @param closes the last moment at which an input could still change it; it is settled once sealing
 *     has passed this
 * @param value what is put out
 */
public record Out<O>(String id, Instant time, Instant closes, O value) {}
