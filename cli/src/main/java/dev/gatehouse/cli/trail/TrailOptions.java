package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Moment;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What every command that reads trails has in common. */
public final class TrailOptions {
  /** What a path may be, for the help of each command. */
  public static final String PATH_HELP =
      "CloudTrail files: a file, a folder, a glob, or - for standard input.";

  // No parameter here: where it stands among the others is the command's affair.
  List<String> paths = List.of();

  @Option(
      names = "--estate",
      paramLabel = "DIR",
      description = "Folder with what exists: accounts, networks, planned changes.")
  @Nullable Path estate;

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "Settings; by default ./gatehouse.yaml. --config '' reads none.")
  @Nullable String config;

  @Option(
      names = "--since",
      paramLabel = "T",
      converter = MomentText.class,
      description = {
        "Report only from then on: 2026-01-31T00:00:00Z, 2026-01-31, or a span such as 24h or 7d"
            + " back from the newest record.",
        "Older records are still read, so that chains are followed home."
      })
  @Nullable Moment since;

  @Option(
      names = "--until",
      paramLabel = "T",
      converter = MomentText.class,
      description = "Take no record from then on; written like --since.")
  @Nullable Moment until;

  @Option(
      names = "--rejects",
      paramLabel = "F",
      description = "Write what could not be read to this file, one JSON object a line.")
  @Nullable Path rejects;

  @Option(
      names = "--lateness",
      paramLabel = "SPAN",
      defaultValue = "2h",
      converter = SpanText.class,
      description = "How late a record may arrive; default ${DEFAULT-VALUE}.")
  Duration lateness = Duration.ofHours(2);

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = ThreadsText.class,
      description = "Threads that work at the same time; by default one a processor.")
  int threads = Runtime.getRuntime().availableProcessors();

  /** Takes the paths that were typed. */
  public void paths(List<String> typed) {
    paths = List.copyOf(typed);
  }

  /** Options as if these paths had been typed, and nothing else. */
  public static TrailOptions of(List<String> paths, @Nullable Path estate) {
    TrailOptions options = new TrailOptions();
    options.paths = List.copyOf(paths);
    options.estate = estate;
    return options;
  }

  /** Whether {@code --estate} was given. */
  public boolean hasEstate() {
    return estate != null;
  }

  /**
   * What exists, as {@code --estate} says; what is wrong there is told and left out.
   *
   * @throws Refusal if the folder cannot be read
   */
  public Estate estate(Terminal terminal) {
    if (estate == null) {
      return Estate.EMPTY;
    }
    if (Files.isRegularFile(estate)) {
      throw Refusal.unreadable(
          "The estate `" + estate + "` is a file; give the folder that it lies in.");
    }
    try {
      EstateFolder.Reading reading = EstateFolder.read(estate);
      reading.problems().forEach(terminal::notice);
      return reading.estate();
    } catch (IOException | UncheckedIOException e) {
      throw Refusal.unreadable("The estate folder `" + estate + "` cannot be read; is it there?");
    }
  }

  private static final class MomentText implements ITypeConverter<Moment> {
    @Override
    public Moment convert(String text) {
      try {
        return Moment.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static final class ThreadsText implements ITypeConverter<Integer> {
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,2}");
    private static final int MAX = 256;

    @Override
    public Integer convert(String text) {
      if (!COUNT.matcher(text).matches() || Integer.parseInt(text) > MAX) {
        throw new TypeConversionException(
            "`"
                + text
                + "` is not a whole number from 1 to "
                + MAX
                + "; leave it out for one a processor");
      }
      return Integer.valueOf(text);
    }
  }

  private static final class SpanText implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Moment.span(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
