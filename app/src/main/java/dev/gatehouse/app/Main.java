package dev.gatehouse.app;

import dev.gatehouse.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * Starts the process. What needs no command is answered here and with the JDK alone: loading the
 * library that parses command lines takes several times as long as a virtual machine takes to
 * start. For the same reason a text is not put together by {@code +}, which is linked at run time.
 */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    String answer = arguments.length == 1 ? answer(arguments[0]) : null;
    if (answer == null) {
      System.exit(Gatehouse.run(Terminal.ofProcess(), arguments));
    }
    // Returning is quicker than System.exit, which looks for a logger first.
    System.out.print(answer);
    System.out.flush();
  }

  /** What the option alone asks for; null if it takes a command line, or a terminal, to know. */
  static @Nullable String answer(String option) {
    return switch (option) {
      case "--version", "-V" -> version();
      case "--help", "-h" ->
          System.getProperty("gatehouse.stdout") == null ? Overview.plain() : null;
      default -> null;
    };
  }

  /** As the package of the jar has it; classes that lie in a folder have no such package. */
  private static @Nullable String version() {
    String number = Main.class.getPackage().getImplementationVersion();
    if (number == null) {
      return null;
    }
    StringBuilder line = new StringBuilder("gatehouse ").append(number).append(" (Java ");
    line.append(System.getProperty("java.runtime.version")).append(')');
    return line.append(System.lineSeparator()).toString();
  }
}
