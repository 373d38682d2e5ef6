package dev.gatehouse.app.range;

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
    subcommands = {GenerateCommand.class, ScoreCommand.class, CheckFieldsCommand.class},
    mixinStandardHelpOptions = true)
public final class RangeCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(line(), "Say what to do: `range generate` or `range score`.");
  }

  /** Set by picocli before the command runs. */
  private CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
