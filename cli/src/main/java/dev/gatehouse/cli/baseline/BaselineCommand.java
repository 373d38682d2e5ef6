package dev.gatehouse.cli.baseline;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Moment;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.baseline.hour.FactsFolder;
import dev.gatehouse.core.baseline.hour.HourFactsCollector;
import dev.gatehouse.core.baseline.hour.Incident;
import dev.gatehouse.core.baseline.hour.SubjectHour;
import dev.gatehouse.core.baseline.state.Baseline;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.output.baseline.BaselineJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse baseline}: what is normal for somebody, and what was on a day. */
@Command(
    name = "baseline",
    description = "Print what is normal for an identity: its hours, amounts, places, tools, calls.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  gatehouse baseline ann ./AWSLogs",
      "  gatehouse baseline role/deploy --facts ./facts --as-of 2026-03-03",
      "  gatehouse baseline ann --facts ./facts --without 2026-03-02..2026-03-04",
    })
public final class BaselineCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private TrailOptions trail = new TrailOptions();

  @Parameters(
      index = "0",
      paramLabel = "SUBJECT",
      description = "ARN or other identity, or the end of one: ann, role/deploy.")
  private String subject = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PATH",
      description = TrailOptions.PATH_HELP)
  void paths(List<String> typed) {
    trail.paths(typed);
    anyPath = true;
  }

  private boolean anyPath;

  @Option(
      names = "--facts",
      paramLabel = "DIR",
      description = "Folder of hourly facts that `detect --facts` wrote.")
  private @Nullable Path facts;

  @Option(
      names = "--as-of",
      paramLabel = "T",
      description = "What was normal then: 2026-03-03, 2026-03-03T12:00:00Z.")
  private @Nullable String asOf;

  @Option(
      names = "--without",
      paramLabel = "FROM..TO",
      description = "Leave out the hours of an incident; may be given several times.")
  private List<String> without = List.of();

  @Mixin private final FormatOption format = FormatOption.of(Format.TABLE, Format.JSONL);

  /** A command over the given streams. */
  public BaselineCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (anyPath == (facts != null)) {
      throw Refusal.usage("Give either files to read or --facts with a folder of hourly facts.");
    }
    Map<String, Baseline> found = new TreeMap<>();
    Instant until = asOf == null ? Instant.MAX : moment(asOf);
    List<Incident> incidents = without.stream().map(BaselineCommand::incident).toList();
    for (SubjectHour hour : hours()) {
      if (hour.isBefore(until) && incidents.stream().noneMatch(incident -> incident.covers(hour))) {
        found.merge(
            hour.subject().key(),
            Baseline.NONE.learn(hour.facts()),
            (known, first) -> known.learn(hour.facts()));
      }
    }
    if (found.isEmpty()) {
      throw Refusal.usage(
          "Nothing is known of `"
              + subject
              + "`"
              + (asOf == null ? "" : " as of then")
              + "; give an identity as `gatehouse lineage` names it, or the end of one.");
    }
    found.forEach(
        (key, baseline) -> {
          switch (format.chosen()) {
            case JSONL -> terminal.out().println(BaselineJson.of(Subject.of(key), baseline));
            case TABLE -> new BaselineTable(terminal).print(Subject.of(key), baseline);
            default -> throw format.notOffered();
          }
        });
    terminal.out().flush();
    return ExitCode.DONE;
  }

  private List<SubjectHour> hours() {
    if (facts != null) {
      List<SubjectHour> hours = new java.util.ArrayList<>();
      try {
        new FactsFolder(facts)
            .read(
                hour -> {
                  if (isMeant(hour.subject())) {
                    hours.add(hour);
                  }
                });
      } catch (IOException e) {
        throw Refusal.unreadable("The hourly facts cannot be read: " + e.getMessage());
      }
      return hours;
    }
    Estate estate = trail.estate(terminal);
    HourFactsCollector book = new HourFactsCollector(estate, this::isMeant);
    new TrailPass(terminal, TrailInput.of(trail, terminal)).run(book::add);
    return book.all();
  }

  private boolean isMeant(Subject who) {
    String name = who.name();
    return name.equals(subject) || name.endsWith("/" + subject) || name.endsWith(":" + subject);
  }

  private static Incident incident(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      throw Refusal.usage("`" + text + "` is no stretch of time; write FROM..TO.");
    }
    try {
      return new Incident("", moment(text.substring(0, dots)), moment(text.substring(dots + 2)));
    } catch (IllegalArgumentException e) {
      throw Refusal.usage("`" + text + "`: " + e.getMessage());
    }
  }

  private static Instant moment(String text) {
    try {
      if (Moment.parse(text) instanceof Moment.At at) {
        return at.time();
      }
    } catch (IllegalArgumentException e) {
      throw Refusal.usage(String.valueOf(e.getMessage()));
    }
    throw Refusal.usage("`" + text + "` is a span; give a time or a date.");
  }
}
