package dev.gatehouse.cli.trail;

import dev.gatehouse.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse trail}: what can be asked of trail files themselves. */
@Command(
    name = "trail",
    description = "Check trail files themselves.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class TrailCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** The command with its own commands. */
  public static CommandLine line(Terminal terminal) {
    return new CommandLine(new TrailCommand()).addSubcommand(new VerifyCommand(terminal));
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Name `verify`.");
    }
  }
}
