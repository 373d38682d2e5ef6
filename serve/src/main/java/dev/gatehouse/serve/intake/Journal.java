package dev.gatehouse.serve.intake;

import java.io.IOException;
import java.util.List;

/**
 * Which units have been taken in. It follows the intake log: after a crash it is brought up to the
 * log's end from where it stands.
 */
public interface Journal extends AutoCloseable {
  /** Number of the last frame whose units it knows; 0 if it knows none. */
  long position();

  /** Takes up the units that end in a frame. Taken up again it changes nothing. */
  void add(long frame, List<Piece> pieces) throws IOException;

  /** Whether the unit was taken in. */
  boolean knows(String source, String unit) throws IOException;

  @Override
  void close() throws IOException;
}
