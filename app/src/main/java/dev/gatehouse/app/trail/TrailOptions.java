package dev.gatehouse.app.trail;

import dev.gatehouse.app.config.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** What every command that reads trails has in common. */
public final class TrailOptions {
  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "CloudTrail files: a file, a folder, a glob, or - for standard input.")
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
      description = "Threads that work at the same time; by default one a processor.")
  int threads = Runtime.getRuntime().availableProcessors();

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
