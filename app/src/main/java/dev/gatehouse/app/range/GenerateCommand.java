package dev.gatehouse.app.range;

import dev.gatehouse.cli.terminal.Progress;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.range.RangeGenerator;
import dev.gatehouse.range.RangeOptions;
import dev.gatehouse.range.RangeSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse range generate}. */
@Command(
    name = "generate",
    description = "Write a trail, an estate folder and the truth about both.",
    mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
  private static final long STEPS = 1_000;

  private final Terminal terminal;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Same seed, same records (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      defaultValue = "40",
      description = "Accounts, 8 to 5000 (${DEFAULT-VALUE}).")
  private int accounts;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "90",
      description = "Length of the window (${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--events-per-day",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Events on a working day, about (${DEFAULT-VALUE}).")
  private int eventsPerDay;

  @Option(
      names = "--start",
      paramLabel = "DAY",
      converter = DayText.class,
      description = "First day, UTC (2026-03-02).")
  private LocalDate start = RangeOptions.START;

  @Option(
      names = "--attacks",
      paramLabel = "NAMES",
      split = ",",
      defaultValue = "all",
      description = "all, none, or names with or without /loud or /quiet (${DEFAULT-VALUE}).")
  private List<String> attacks = List.of();

  @Option(
      names = "--data-events",
      paramLabel = "ON",
      defaultValue = "on",
      description = "Record object, function and bus calls: on or off (${DEFAULT-VALUE}).")
  private Switch dataEvents = Switch.on;

  @Option(
      names = "--lateness-minutes",
      paramLabel = "N",
      defaultValue = "120",
      description = "Longest delay of a record (${DEFAULT-VALUE}).")
  private int latenessMinutes;

  @Option(
      names = "--slot-minutes",
      paramLabel = "N",
      description = {
        "Write the layout of a bucket: one file for each account, region and so many minutes.",
        "CloudTrail's are about 5, which makes very many files; by default one file a day."
      })
  private @Nullable Integer slotMinutes;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "New folder for trail, estate and truth.")
  private Path out = Path.of("");

  GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  private static final class DayText implements CommandLine.ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        throw new CommandLine.TypeConversionException(
            "`" + text + "` is not a day; write for instance 2026-03-02");
      }
    }
  }

  /** A switch as it is typed. */
  enum Switch {
    on,
    off
  }

  @Override
  public Integer call() throws IOException {
    RangeSummary summary;
    try {
      RangeOptions options =
          new RangeOptions(
              seed,
              accounts,
              days,
              eventsPerDay,
              start,
              attacks,
              dataEvents == Switch.on,
              Duration.ofMinutes(latenessMinutes),
              slotMinutes == null ? null : Duration.ofMinutes(slotMinutes));
      summary = generate(options);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line(), String.valueOf(e.getMessage()), e);
    }
    line()
        .getOut()
        .printf(
            Locale.ROOT,
            "%,d events in %,d files: %d accounts, %d people, %d workloads, %d identities.%n"
                + "trail   %s%nestate  %s%ntruth   %s%n",
            summary.events(),
            summary.files(),
            accounts,
            summary.people(),
            summary.workloads(),
            summary.identities(),
            out.resolve("trail"),
            out.resolve("estate"),
            out.resolve("truth"));
    return 0;
  }

  /** With a bar from the first moment on. */
  private RangeSummary generate(RangeOptions options) throws IOException {
    try (Progress progress = new Progress(terminal, STEPS, System::nanoTime)) {
      if (terminal.showsProgress()) {
        progress.draw(0, 0);
      }
      return RangeGenerator.generate(
          options,
          out,
          (share, records) -> {
            if (progress.isDue()) {
              progress.draw((long) (share * STEPS), records);
            }
          });
    }
  }

  /** Set by picocli before the command runs. */
  private CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
