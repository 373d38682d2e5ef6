package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Nearest;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.output.finding.Detected;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatehouse explain}: the arithmetic of one finding and its records. */
@Command(
    name = "explain",
    description = "Detect again, and show the arithmetic and the records of one finding.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  gatehouse explain root-used-20260131T15-3f9ab2c1d0e4 ./AWSLogs",
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Configuration configuration;

  @Parameters(index = "0", paramLabel = "FINDING", description = "Id of a finding.")
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

  /** A command over the given streams and settings. */
  public ExplainCommand(Terminal terminal, Configuration configuration) {
    this.terminal = terminal;
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    DetectionRun detection = new DetectionRun(terminal, configuration, trail);
    Detected detected =
        detection.run(
            all ->
                wanted(all).map(state -> Set.copyOf(state.finding().evidence())).orElse(Set.of()),
            new TrailPass.Wanted(true, false));
    FindingState wanted =
        wanted(detected)
            .orElseThrow(
                () -> {
                  List<String> ids =
                      detected.findings().stream().map(state -> state.finding().id()).toList();
                  return Refusal.usage(
                      "These files give no finding `"
                          + id
                          + "`"
                          + (Nearest.hint(id, ids).isEmpty()
                              ? "; `gatehouse detect` lists those there are."
                              : Nearest.hint(id, ids)));
                });
    new Explanation(detected, wanted, terminal).print();
    return ExitCode.DONE;
  }

  private Optional<FindingState> wanted(Detected detected) {
    return detected.findings().stream()
        .filter(state -> state.finding().id().equals(id))
        .findFirst();
  }
}
