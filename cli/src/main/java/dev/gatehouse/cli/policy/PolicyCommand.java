package dev.gatehouse.cli.policy;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Everything about policies by themselves. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
    name = "policy",
    description = "Decide, explain, test, check and compare IAM policies.",
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
        spec.commandLine(), "Give a command: decide, explain, test, lint or compare");
  }
}
