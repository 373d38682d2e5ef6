package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.trail.read.Rejected;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes what could not be read to a file, one JSON object a line, if one was named. */
final class Rejects implements Consumer<Rejected>, AutoCloseable {
  private final @Nullable BufferedWriter file;
  private @Nullable Rejected first;

  private Rejects(@Nullable BufferedWriter file) {
    this.file = file;
  }

  static Rejects to(@Nullable Path path) {
    try {
      return new Rejects(path == null ? null : Files.newBufferedWriter(path));
    } catch (IOException e) {
      throw Refusal.usage("The file `" + path + "` for --rejects cannot be written.");
    }
  }

  @Override
  public void accept(Rejected rejected) {
    if (first == null) {
      first = rejected;
    }
    if (file != null) {
      try {
        file.write(rejected.toJsonLine());
        file.newLine();
      } catch (IOException e) {
        throw new UncheckedIOException("The file for --rejects is cut off: " + e.getMessage(), e);
      }
    }
  }

  /** The first rejection in words. */
  String first() {
    return String.valueOf(first).replaceAll("\\.$", "");
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
