package dev.gatehouse.cli;

/**
 * A command cannot go on, and the caller can do something about it. The message is one sentence for
 * the terminal.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  private Refusal(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** Wrong usage, exit {@value ExitCode#USAGE}. */
  public static Refusal usage(String sentence) {
    return new Refusal(ExitCode.USAGE, sentence);
  }

  /** Nothing of the input could be read, exit {@value ExitCode#UNREADABLE}. */
  public static Refusal unreadable(String sentence) {
    return new Refusal(ExitCode.UNREADABLE, sentence);
  }

  /** One of {@link ExitCode}. */
  int exitCode() {
    return exitCode;
  }
}
