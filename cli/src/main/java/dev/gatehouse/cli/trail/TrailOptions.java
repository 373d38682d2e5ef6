package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Moment;
import dev.gatehouse.cli.terminal.Shell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.pipeline.PipelineSettings;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.output.finding.MadeWith;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
      names = "--suppressions",
      paramLabel = "F",
      description =
          "File of findings that somebody decided need no attention (docs/cases.md), besides those of"
              + " the estate.")
  @Nullable Path suppressions;

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
      names = "--rejected-max",
      paramLabel = "N",
      defaultValue = RejectedMax.DEFAULT,
      converter = RejectedMax.Converter.class,
      description =
          "Say so if more of the input could not be read: a number or a percentage; default"
              + " ${DEFAULT-VALUE}.")
  RejectedMax rejectedMax = RejectedMax.parse(RejectedMax.DEFAULT);

  @Option(
      names = "--strict",
      description =
          "Exit with 3 if more than --rejected-max was rejected or the span lies outside the trail,"
              + " with 70 if a detection failed.")
  boolean strict;

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

  /** By what a later run can tell whether it has the same estate and settings. */
  public MadeWith madeWith(PipelineSettings settings) {
    return Fingerprint.of(estate, suppressions, settings);
  }

  /** The paths that were typed. */
  public List<String> typed() {
    return paths;
  }

  /**
   * What of the options another command needs to tell the same, for a shell: {@code --estate 'my
   * estate' ./AWSLogs}.
   */
  public String again() {
    List<String> words = new ArrayList<>();
    option(words, "--estate", estate);
    option(words, "--suppressions", suppressions);
    option(words, "--config", config);
    words.addAll(paths.stream().map(Shell::quoted).toList());
    return String.join(" ", words);
  }

  private static void option(List<String> words, String name, @Nullable Object value) {
    if (value != null) {
      words.add(name);
      words.add(Shell.quoted(value.toString()));
    }
  }

  /** Whether {@code --estate} was given. */
  public boolean hasEstate() {
    return estate != null;
  }

  /**
   * What exists, as {@code --estate} and {@code --suppressions} say; what is wrong there is told
   * and left out.
   *
   * @throws Refusal if a file or folder cannot be read
   */
  public Estate estate(Terminal terminal) {
    if (estate == null && suppressions == null) {
      return Estate.EMPTY;
    }
    if (estate != null && Files.isRegularFile(estate)) {
      throw Refusal.unreadable(
          "The estate `" + estate + "` is a file; give the folder that it lies in.");
    }
    if (suppressions != null && !Files.isReadable(suppressions)) {
      throw Refusal.unreadable(
          "The suppressions `" + suppressions + "` cannot be read; is the file there?");
    }
    try {
      EstateFolder.Reading reading =
          suppressions == null
              ? EstateFolder.read(Objects.requireNonNull(estate))
              : EstateFolder.read(estate, suppressions);
      reading.problems().forEach(terminal::notice);
      return reading.estate();
    } catch (IllegalArgumentException e) {
      throw Refusal.usage(
          "The file `" + suppressions + "` for --suppressions is not usable: " + e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      throw Refusal.unreadable(
          estate == null
              ? "The suppressions `" + suppressions + "` cannot be read; are they UTF-8 text?"
              : "The estate folder `" + estate + "` cannot be read; is it there?");
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
