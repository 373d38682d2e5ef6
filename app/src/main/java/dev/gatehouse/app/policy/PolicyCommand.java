package dev.gatehouse.app.policy;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything about policies by themselves. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "policy",
    description = "Decides, explains, tests, checks and compares IAM policies.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DecideCommand.class,
      ExplainCommand.class,
      TestCommand.class,
      LintCommand.class,
      CompareCommand.class,
    })
public final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "give a command: decide, explain, test, lint or compare");
  }
}
