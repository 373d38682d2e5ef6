package dev.gatehouse.gate.model;

import org.jspecify.annotations.Nullable;

/**
 * One operation of a service.
 *
 * @param input the shape of its request; null when it takes none
 * @param output the shape of its answer; null when it has none
 * @param wrapper the element around an answer of the query protocol; null when there is none
 * @param unsigned whether it is called without credentials
 */
public record OperationModel(
    String name,
    String method,
    String uri,
    @Nullable String input,
    @Nullable String output,
    @Nullable String wrapper,
    boolean unsigned) {}
