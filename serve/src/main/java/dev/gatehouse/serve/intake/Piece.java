package dev.gatehouse.serve.intake;

import dev.gatehouse.trail.read.Rejected;
import java.util.List;

/**
 * What one unit of a source, a file or a message, brings into one frame.
 *
 * @param source name of the source
 * @param unit path, object or message id, unique within the source
 * @param records how many records
 * @param rejected what of it could not be read
 * @param ends whether the unit is at its end
 * @param remembered whether the unit is to be known when it comes again; a message of which each
 *     delivery is another one is not
 */
public record Piece(
    String source,
    String unit,
    int records,
    List<Rejected> rejected,
    boolean ends,
    boolean remembered) {
  public Piece {
    rejected = List.copyOf(rejected);
  }
}
