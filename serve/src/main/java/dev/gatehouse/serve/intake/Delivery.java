package dev.gatehouse.serve.intake;

/**
 * A piece on its way into the log.
 *
 * @param records JSON of its records, one after the other
 * @param stored run once it is durable, on the thread that writes the log: it must not wait
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Delivery(Piece piece, byte[] records, Runnable stored) {}
