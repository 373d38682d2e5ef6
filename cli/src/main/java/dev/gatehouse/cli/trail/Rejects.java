package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.OutputFile;
import dev.gatehouse.trail.read.Rejected;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes what could not be read to a file, one JSON object a line, if one was named. */
final class Rejects implements Consumer<Rejected>, AutoCloseable {
  private final @Nullable OutputFile file;
  private @Nullable Rejected first;

  private Rejects(@Nullable OutputFile file) {
    this.file = file;
  }

  /**
   * @param inputs files that are read in this run
   */
  static Rejects to(@Nullable Path path, Collection<Path> inputs) {
    return new Rejects(path == null ? null : OutputFile.begin("--rejects", path, inputs));
  }

  @Override
  public void accept(Rejected rejected) {
    if (first == null) {
      first = rejected;
    }
    if (file != null) {
      file.println(rejected.toJsonLine());
    }
  }

  /** The first rejection in words. */
  String first() {
    return String.valueOf(first).replaceAll("\\.$", "");
  }

  /** Keeps what was rejected so far, in a run that fails, too. */
  @Override
  public void close() {
    if (file != null) {
      file.whole();
      file.close();
    }
  }
}
