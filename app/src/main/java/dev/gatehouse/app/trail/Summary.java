package dev.gatehouse.app.trail;

import dev.gatehouse.app.terminal.Terminal;

/** The summary of a pass, on standard error. */
public final class Summary {
  private static final int DOTS_TO = 64;

  private Summary() {}

  /** Prints what was read and what was not seen. */
  public static void print(Tally tally, Terminal terminal) {
    terminal.notice("read " + tally.span() + ".");
    for (Tally.Line line : tally.lines()) {
      String dots = " ".repeat(Math.max(1, DOTS_TO - line.what().length() - line.value().length()));
      terminal.err().println("  " + line.what() + dots + line.value());
    }
  }
}
