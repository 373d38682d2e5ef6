package dev.gatehouse.app;

import static java.util.Map.entry;

import dev.gatehouse.app.collect.CollectCommand;
import dev.gatehouse.app.demo.DemoCommand;
import dev.gatehouse.app.gate.GateCommand;
import dev.gatehouse.app.range.RangeCommand;
import dev.gatehouse.app.serve.BackupCommand;
import dev.gatehouse.app.serve.RestoreCommand;
import dev.gatehouse.app.serve.ServeCommand;
import dev.gatehouse.app.serve.ServeSettingsSection;
import dev.gatehouse.app.serve.StatusCommand;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Failure;
import dev.gatehouse.cli.Version;
import dev.gatehouse.cli.baseline.BaselineCommand;
import dev.gatehouse.cli.budget.TuneCommand;
import dev.gatehouse.cli.config.ConfigCommand;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.estate.EstateCommand;
import dev.gatehouse.cli.finding.DetectCommand;
import dev.gatehouse.cli.finding.DetectionsCommand;
import dev.gatehouse.cli.finding.ExplainCommand;
import dev.gatehouse.cli.harden.HardenCommand;
import dev.gatehouse.cli.lineage.LineageCommand;
import dev.gatehouse.cli.lineage.TraceCommand;
import dev.gatehouse.cli.policy.PolicyCommand;
import dev.gatehouse.cli.respond.ContainCommand;
import dev.gatehouse.cli.terminal.ClosedPipe;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.RedactCommand;
import dev.gatehouse.cli.trail.TrailCommand;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(name = "gatehouse", mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class Gatehouse implements Runnable {
  private final CommandLine line;

  private Gatehouse(Terminal terminal, List<String> arguments) {
    Configuration configuration =
        new Configuration(terminal, arguments, List.of(new ServeSettingsSection()));
    line = new CommandLine(this);
    line.setHelpSectionKeys(List.of("overview"));
    line.getHelpSectionMap().put("overview", help -> Overview.text(terminal));
    Map<String, Supplier<Object>> commands = commands(terminal, configuration);
    // Each command takes a while to describe itself, and one is enough where one is named.
    Supplier<Object> named = arguments.isEmpty() ? null : commands.get(arguments.get(0));
    if (named == null) {
      line.addSubcommand(new AutoComplete.GenerateCompletion());
      commands.values().forEach(command -> line.addSubcommand(command.get()));
    } else {
      line.addSubcommand(named.get());
    }
    line.setOut(terminal.out());
    line.setErr(terminal.err());
    line.setDefaultValueProvider(configuration);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(Overview.width(terminal));
    line.setUsageHelpAutoWidth(false);
    boolean colour = terminal.paint().isOn();
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            colour ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    Failure failure = new Failure(terminal);
    line.setParameterExceptionHandler(failure::usage);
    line.setExecutionExceptionHandler((thrown, command, result) -> failure.of(thrown));
  }

  /** How each command is made, by the name that it has. */
  static Map<String, Supplier<Object>> commands(Terminal terminal, Configuration configuration) {
    return Map.ofEntries(
        entry("detect", () -> new DetectCommand(terminal, configuration)),
        entry("lineage", () -> new LineageCommand(terminal)),
        entry("trace", () -> new TraceCommand(terminal)),
        entry("explain", () -> new ExplainCommand(terminal, configuration)),
        entry("contain", () -> new ContainCommand(terminal, configuration)),
        entry("detections", () -> DetectionsCommand.line(terminal, configuration)),
        entry("tune", () -> new TuneCommand(terminal, configuration)),
        entry("baseline", () -> new BaselineCommand(terminal)),
        entry("trail", () -> TrailCommand.line(terminal)),
        entry("redact", () -> new RedactCommand(terminal)),
        entry("policy", PolicyCommand::new),
        entry("estate", () -> estate(terminal, configuration)),
        entry("harden", () -> new HardenCommand(terminal, configuration, Clock.systemUTC())),
        entry("serve", () -> new ServeCommand(terminal, configuration)),
        entry("status", () -> new StatusCommand(terminal)),
        entry("backup", () -> new BackupCommand(terminal, Clock.systemUTC())),
        entry("restore", () -> new RestoreCommand(terminal)),
        entry("gate", () -> new GateCommand(terminal)),
        entry("range", RangeCommand::new),
        entry("demo", () -> new DemoCommand(terminal, configuration)),
        entry("config", () -> new ConfigCommand(terminal, configuration)));
  }

  private static CommandLine estate(Terminal terminal, Configuration configuration) {
    return EstateCommand.line(terminal, configuration).addSubcommand(new CollectCommand(terminal));
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
