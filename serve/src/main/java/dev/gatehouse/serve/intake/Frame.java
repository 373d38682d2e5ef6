package dev.gatehouse.serve.intake;

import java.time.Instant;
import java.util.List;

/**
 * What was made durable at once.
 *
 * @param number counts from 1 without a gap
 * @param received when it was written, by the clock of this machine
 * @param floor no later frame holds a record of an earlier time, unless it came later than lateness
 *     allows; {@link Instant#MIN} as long as nothing is known
 * @param pieces whose records these are, in the same order
 * @param records the JSON of all records, one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Frame(
    long number, Instant received, Instant floor, List<Piece> pieces, byte[] records) {
  public Frame {
    pieces = List.copyOf(pieces);
  }

  /** How many records it holds. */
  public int recordCount() {
    return pieces.stream().mapToInt(Piece::records).sum();
  }
}
