package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.estate.TagNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The folder that a command about the estate cannot do without. */
public final class EstateOption {
  @Option(
      names = "--estate",
      paramLabel = "DIR",
      required = true,
      description = "Folder with exports of IAM and the organization; see docs/estate.md.")
  private @Nullable Path folder;

  /**
   * Reads the folder.
   *
   * @throws Refusal if it is not there or nothing in it is known
   */
  EstateFolder.Reading read() {
    return read(TagNames.DEFAULT);
  }

  /**
   * Reads the folder, whose accounts carry tags of these names.
   *
   * @throws Refusal if it is not there or nothing in it is known
   */
  EstateFolder.Reading read(TagNames tagNames) {
    if (folder == null || !Files.isDirectory(folder)) {
      throw Refusal.unreadable("The estate folder `" + folder + "` is not there.");
    }
    try {
      EstateFolder.Reading reading = EstateFolder.read(folder, tagNames);
      if (reading.recognised() == 0) {
        throw Refusal.unreadable(
            "Nothing in the estate folder `"
                + folder
                + "` is known"
                + (reading.problems().isEmpty() ? "" : ": " + reading.problems().get(0))
                + (reading.problems().isEmpty() ? "." : ""));
      }
      return reading;
    } catch (IOException | UncheckedIOException e) {
      throw Refusal.unreadable("The estate folder `" + folder + "` cannot be read.");
    }
  }
}
