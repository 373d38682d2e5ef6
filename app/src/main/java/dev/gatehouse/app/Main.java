package dev.gatehouse.app;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.terminal.ClosedPipe;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.output.Version;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts the process. What needs no command is answered here: loading the library that parses
 * command lines takes several times as long as a virtual machine takes to start.
 */
public final class Main {
  private static final Set<String> VERSION = Set.of("--version", "-V");
  private static final Set<String> HELP = Set.of("--help", "-h");

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    String answer = arguments.length == 1 ? answer(arguments[0], terminal) : null;
    System.exit(answer == null ? Gatehouse.run(terminal, arguments) : print(answer, terminal));
  }

  /** What the option alone asks for; null if it takes a command line to know. */
  static @Nullable String answer(String option, Terminal terminal) {
    if (VERSION.contains(option)) {
      return Version.line() + System.lineSeparator();
    }
    return HELP.contains(option) ? Overview.text(terminal) : null;
  }

  private static int print(String answer, Terminal terminal) {
    try {
      terminal.out().print(answer);
      terminal.out().flush();
    } catch (ClosedPipe gone) {
      // Whoever asked has seen enough.
    }
    return ExitCode.DONE;
  }
}
