package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.terminal.Terminal;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse estate}: what exists, and what is wrong with it before anything happens. */
@Command(
    name = "estate",
    description = "Look at what exists: accounts, roles, trust, credentials.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class EstateCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** The command with its own commands. */
  public static CommandLine line(Terminal terminal, Configuration configuration) {
    return new CommandLine(new EstateCommand())
        .addSubcommand(new ShowCommand(terminal))
        .addSubcommand(new GraphCommand(terminal))
        .addSubcommand(new ReachCommand(terminal))
        .addSubcommand(new PostureCommand(terminal, Clock.systemUTC()))
        .addSubcommand(new MigrateCommand(terminal, Clock.systemUTC()))
        .addSubcommand(new TrustCommand(terminal, configuration, Clock.systemUTC()));
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "Name one of "
              + String.join(
                  ", ", spec.subcommands().keySet().stream().map(n -> "`" + n + "`").toList())
              + ".");
    }
  }
}
