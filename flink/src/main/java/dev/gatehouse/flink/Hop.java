package dev.gatehouse.flink;

/**
 * Input of an unrolled copy of a stage that feeds itself.
 *
 * @param asks comes from the copy before and wants an answer; otherwise it is an input from outside
 *     that is only to be known
 */
record Hop<I>(I value, boolean asks) {}
