package dev.gatehouse.cli;

import dev.gatehouse.cli.terminal.ResultStream;
import dev.gatehouse.trail.write.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A file of results that a user named. It is written beside its place and takes it when it is
 * whole, so that nobody reads half of it and a failed run leaves the former one. Only the user may
 * read it. A file that is read from in the same run, a link and a folder are refused.
 */
public final class OutputFile implements AutoCloseable {
  private final @Nullable WholeFile beside;
  private final PrintWriter writer;

  private OutputFile(Path place, @Nullable WholeFile beside, OutputStream out) {
    this.beside = beside;
    this.writer =
        new PrintWriter(
            new BufferedWriter(
                new OutputStreamWriter(
                    new ResultStream(out, "the file `" + place + "`"), StandardCharsets.UTF_8)));
  }

  /**
   * Begins one.
   *
   * @param option as the user wrote it, for messages
   * @param inputs files that are read in this run
   * @throws Refusal if it cannot be written, or must not be
   */
  public static OutputFile begin(String option, Path place, Collection<Path> inputs) {
    try {
      if (Files.isSymbolicLink(place)) {
        throw Refusal.usage(
            "`" + place + "` for " + option + " is a link; name the file that it leads to.");
      }
      if (Files.exists(place) && !Files.isRegularFile(place) && !Files.isDirectory(place)) {
        // A device or a pipe has no place that another file could take.
        return new OutputFile(place, null, Files.newOutputStream(place));
      }
      if (Files.isDirectory(place)) {
        throw Refusal.usage("`" + place + "` for " + option + " is a folder; name a file.");
      }
      for (Path input : inputs) {
        if (Files.exists(place) && Files.exists(input) && Files.isSameFile(place, input)) {
          throw Refusal.usage(
              "`" + place + "` for " + option + " is read in this run; name another file.");
        }
      }
      WholeFile beside = WholeFile.ofOwner(place);
      return new OutputFile(place, beside, beside);
    } catch (IOException e) {
      throw Refusal.usage("The file `" + place + "` for " + option + " cannot be written.");
    }
  }

  /** Writes one line, ended by a line feed. */
  public void println(String line) {
    writer.write(line);
    writer.write('\n');
  }

  /** What is written here comes into the file; an error is an {@link UncheckedIOException}. */
  public PrintWriter writer() {
    return writer;
  }

  /** All is written: {@link #close} puts the file into its place. */
  public void whole() {
    if (beside != null) {
      beside.whole();
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
