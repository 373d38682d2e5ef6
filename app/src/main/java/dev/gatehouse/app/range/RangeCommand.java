package dev.gatehouse.app.range;

import dev.gatehouse.cli.terminal.Terminal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse range}: a labelled organization under attack, and the score of findings. */
@Command(
    name = "range",
    description = "Generate a labelled organization under attack, and score findings against it.",
    mixinStandardHelpOptions = true)
public final class RangeCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  private RangeCommand() {}

  /** The command with those below it. */
  public static CommandLine line(Terminal terminal) {
    return new CommandLine(new RangeCommand())
        .addSubcommand(new GenerateCommand(terminal))
        .addSubcommand(new ScoreCommand())
        .addSubcommand(new CheckFieldsCommand());
  }

  @Override
  public void run() {
    throw new ParameterException(line(), "Say what to do: `range generate` or `range score`.");
  }

  /** Set by picocli before the command runs. */
  private CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
