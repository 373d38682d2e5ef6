package dev.gatehouse.trail.read;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The files in an archive, one after the other. */
interface Entries extends AutoCloseable {
  /** The name of the next file; null at the end. */
  @Nullable String next() throws IOException;

  /** Its bytes; ends where the file ends. */
  InputStream stream();

  @Override
  void close() throws IOException;
}
