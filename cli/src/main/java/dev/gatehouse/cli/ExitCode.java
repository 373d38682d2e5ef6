package dev.gatehouse.cli;

/** How a command ended, as scripts see it. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** Findings at or over {@code --fail-on}; a digest chain that is not intact; policy checks. */
  public static final int FOUND = 1;

  /** Wrong usage: flags, configuration, a thing named that is not there. */
  public static final int USAGE = 2;

  /** The input could not be read at all. */
  public static final int UNREADABLE = 3;

  /** Our own failure. */
  public static final int FAILURE = 70;

  private ExitCode() {}
}
