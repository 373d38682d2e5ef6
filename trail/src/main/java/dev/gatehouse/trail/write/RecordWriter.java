package dev.gatehouse.trail.write;

import java.io.Closeable;
import java.time.Instant;

/**
 * Takes CloudTrail records and writes them to files. An error is an {@link
 * java.io.UncheckedIOException}. Not safe for use by several threads at once.
 */
public interface RecordWriter extends Closeable {
  /** Adds one record to the file it is delivered in. */
  void write(TrailRecord record, Instant delivered);

  /** Says that nothing delivered before {@code now} will come any more. */
  void advance(Instant now);

  /** Records taken so far, duplicates included. */
  long records();

  /** Files begun so far. */
  long files();

  /** Writes what is open. */
  @Override
  void close();
}
