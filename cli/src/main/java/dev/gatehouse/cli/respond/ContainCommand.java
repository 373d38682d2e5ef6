package dev.gatehouse.cli.respond;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Nearest;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.finding.DetectionRun;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.label.Label;
import dev.gatehouse.output.respond.PlanJson;
import dev.gatehouse.respond.contain.Plan;
import dev.gatehouse.respond.contain.Planner;
import dev.gatehouse.respond.contain.SuspectHistory;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code gatehouse contain}: what to cut for a case, whom it breaks, and the proof that it holds.
 */
@Command(
    name = "contain",
    description = "Plan how to cut off whoever is behind a case, and prove that the plan holds.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Nothing is changed: the plan is printed as commands of the AWS CLI, each with its undo.",
      "",
      "Example:",
      "  gatehouse contain 0318-qr7k2p ./AWSLogs --estate ./estate",
    })
public final class ContainCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Configuration configuration;

  @Parameters(
      index = "0",
      paramLabel = "CASE",
      description = "Id or short id of a case; `detect --cases` lists them.")
  private String id = "";

  @Mixin private TrailOptions trail = new TrailOptions();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PATH",
      description = TrailOptions.PATH_HELP)
  void paths(List<String> typed) {
    trail.paths(typed);
  }

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "When the plan is carried out, as 2026-03-18T14:00:00Z; default: the trail's last"
              + " record.")
  private @Nullable String at;

  @Mixin private final FormatOption format = FormatOption.of(Format.TABLE, Format.JSONL);

  /** A command over the given streams and settings. */
  public ContainCommand(Terminal terminal, Configuration configuration) {
    this.terminal = terminal;
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    Instant moment = moment();
    Estate estate = trail.estate(terminal);
    Case wanted = wanted();
    SuspectHistory history = new SuspectHistory(wanted);
    new TrailPass(terminal, TrailInput.of(trail, terminal)).run(history::accept);
    if (history.unkept() > 0) {
      terminal.notice(
          history.unkept()
              + " credentials or uses by others were more than memory holds; the plan leaves them"
              + " out.");
    }
    Plan plan = Planner.plan(history, estate.inventory(), moment == null ? history.last() : moment);
    switch (format.chosen()) {
      case TABLE -> new PlanTable(plan, new Label(Names.of(estate)), terminal).print();
      case JSONL -> terminal.out().println(PlanJson.line(plan));
      default -> throw format.notOffered();
    }
    return ExitCode.DONE;
  }

  private @Nullable Instant moment() {
    if (at == null) {
      return null;
    }
    try {
      return Instant.parse(at);
    } catch (DateTimeParseException e) {
      throw Refusal.usage("`" + at + "` is no time; write it as 2026-03-18T14:00:00Z.");
    }
  }

  private Case wanted() {
    Detected detected =
        new DetectionRun(terminal, configuration, trail)
            .run(all -> Set.of(), new TrailPass.Wanted(false, true));
    return detected.cases().stream()
        .filter(each -> each.mergedInto() == null)
        .filter(each -> each.id().equals(id) || each.shortId().equals(id))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> ids =
                  detected.cases().stream()
                      .flatMap(each -> Stream.of(each.id(), each.shortId()))
                      .toList();
              String hint = Nearest.hint(id, ids);
              return Refusal.usage(
                  "These files give no case `"
                      + id
                      + "`"
                      + (hint.isEmpty()
                          ? "; `gatehouse detect --cases` lists those there are."
                          : hint));
            });
  }
}
