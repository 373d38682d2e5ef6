package dev.gatehouse.app;

import dev.gatehouse.app.collect.CollectCommand;
import dev.gatehouse.app.demo.DemoCommand;
import dev.gatehouse.app.gate.GateCommand;
import dev.gatehouse.app.range.RangeCommand;
import dev.gatehouse.app.serve.ServeCommand;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Failure;
import dev.gatehouse.cli.Version;
import dev.gatehouse.cli.baseline.BaselineCommand;
import dev.gatehouse.cli.budget.TuneCommand;
import dev.gatehouse.cli.config.ConfigCommand;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.estate.EstateCommand;
import dev.gatehouse.cli.finding.DetectCommand;
import dev.gatehouse.cli.finding.ExplainCommand;
import dev.gatehouse.cli.harden.HardenCommand;
import dev.gatehouse.cli.lineage.LineageCommand;
import dev.gatehouse.cli.lineage.TraceCommand;
import dev.gatehouse.cli.policy.PolicyCommand;
import dev.gatehouse.cli.terminal.ClosedPipe;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.RedactCommand;
import dev.gatehouse.cli.trail.TrailCommand;
import java.time.Clock;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
    name = "gatehouse",
    description = {
      "Follows AWS credentials home and says what was done with them.",
      "",
      "Reads CloudTrail files, resolves every temporary credential to whoever stands behind it,"
          + " and reports what is unusual, with the evidence.",
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:findings at or over --fail-on; a digest chain that is not intact; failed policy checks",
      "2:wrong usage or settings; an id that is not in the files",
      "3:the input could not be read at all",
      "70:our own failure",
    },
    footer = {
      "",
      "Examples:",
      "  gatehouse demo",
      "  gatehouse detect ./AWSLogs",
      "  gatehouse detect --format html ./AWSLogs >report.html",
      "  gatehouse trace ASIAEXAMPLEKEYID0001 ./AWSLogs",
      "",
      "A PATH is a file, a folder, a glob, or - for standard input. What is inside is found by"
          + " content: any CloudTrail container, plain or in gzip, zstd or zip.",
      "Settings: flag, else environment (GATEHOUSE_FAIL_ON), else gatehouse.yaml (see"
          + " `gatehouse config example`).",
    })
public final class Gatehouse implements Runnable {
  private final CommandLine line;

  private Gatehouse(Terminal terminal, List<String> arguments) {
    Configuration configuration = new Configuration(terminal, arguments);
    line = new CommandLine(this);
    line.addSubcommand(new DetectCommand(terminal, configuration));
    line.addSubcommand(new LineageCommand(terminal));
    line.addSubcommand(new TraceCommand(terminal));
    line.addSubcommand(new ExplainCommand(terminal, configuration));
    line.addSubcommand(new TuneCommand(terminal, configuration));
    line.addSubcommand(new BaselineCommand(terminal));
    line.addSubcommand(TrailCommand.line(terminal));
    line.addSubcommand(new RedactCommand(terminal));
    line.addSubcommand(new PolicyCommand());
    line.addSubcommand(
        EstateCommand.line(terminal, configuration).addSubcommand(new CollectCommand(terminal)));
    line.addSubcommand(new HardenCommand(terminal, configuration, Clock.systemUTC()));
    line.addSubcommand(new ServeCommand(terminal, configuration));
    line.addSubcommand(new GateCommand(terminal));
    line.addSubcommand(new RangeCommand());
    line.addSubcommand(new DemoCommand(terminal, configuration));
    line.addSubcommand(new ConfigCommand(terminal, configuration));
    line.addSubcommand(new AutoComplete.GenerateCompletion());
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    line.setDefaultValueProvider(configuration);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(Math.max(60, Math.min(terminal.columns(), 110)));
    line.setUsageHelpAutoWidth(false);
    boolean colour = terminal.paint().isOn();
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            colour ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    Failure failure = new Failure(terminal);
    line.setParameterExceptionHandler(failure::usage);
    line.setExecutionExceptionHandler((thrown, command, result) -> failure.of(thrown));
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(Terminal.ofProcess(), arguments));
  }

  /**
   * Runs one command.
   *
   * @return one of {@link ExitCode}
   */
  public static int run(Terminal terminal, String... arguments) {
    Failure failure = new Failure(terminal);
    try {
      int code = new Gatehouse(terminal, List.of(arguments)).line.execute(arguments);
      terminal.out().flush();
      return code;
    } catch (ClosedPipe gone) {
      return ExitCode.DONE;
    } catch (RuntimeException | Error thrown) {
      return failure.of(thrown);
    }
  }

  /** Without a command there is nothing to do but to say what there is. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(line, "Name a command.");
  }
}
