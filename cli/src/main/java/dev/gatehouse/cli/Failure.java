package dev.gatehouse.cli;

import dev.gatehouse.cli.terminal.ClosedPipe;
import dev.gatehouse.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** Turns what went wrong into one sentence and an exit code. */
public final class Failure {
  private final Terminal terminal;

  public Failure(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A command line that cannot be understood. */
  public int usage(CommandLine.ParameterException thrown, String[] arguments) {
    CommandLine command = thrown.getCommandLine();
    if (thrown.getCause() instanceof Refusal refusal) {
      return of(refusal);
    }
    String sentence;
    if (thrown instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      sentence = unknown(command, unmatched.getUnmatched().get(0));
    } else if (thrown.getArgSpec() instanceof CommandLine.Model.OptionSpec option
        && isEnum(option)
        && thrown.getValue() != null) {
      sentence = noneOf(option, thrown.getValue());
    } else {
      sentence = UsageWords.of(thrown);
    }
    String name = command.getCommandSpec().qualifiedName();
    String end = sentence.endsWith("?") || sentence.endsWith(".") ? "" : ".";
    terminal.notice(sentence + end + " See `" + name + " --help`.");
    debug(thrown);
    return ExitCode.USAGE;
  }

  /** Whether its value, or each of its values, is one of a few words. */
  private static boolean isEnum(CommandLine.Model.OptionSpec option) {
    Class<?>[] inner = option.auxiliaryTypes();
    return option.type().isEnum() || (inner.length > 0 && inner[0].isEnum());
  }

  private static String noneOf(CommandLine.Model.OptionSpec option, String word) {
    List<String> known = new ArrayList<>();
    option.completionCandidates().forEach(each -> known.add(each.toLowerCase(Locale.ROOT)));
    return String.format(
        "`%s` is no value of `%s`; give one of %s",
        word, option.longestName(), String.join(", ", known));
  }

  private static String unknown(CommandLine command, String word) {
    if (word.startsWith("-")) {
      List<String> options = new ArrayList<>();
      command.getCommandSpec().options().forEach(option -> options.add(option.longestName()));
      String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      return "There is no option `" + name + "`" + Nearest.hint(name, options);
    }
    if (command.getSubcommands().isEmpty()) {
      return "`" + word + "` is one argument too many";
    }
    return "There is no command `"
        + word
        + "`"
        + Nearest.hint(word, command.getSubcommands().keySet());
  }

  /** Anything that a command threw. */
  public int of(Throwable thrown) {
    if (thrown instanceof ClosedPipe) {
      return ExitCode.DONE;
    }
    flush();
    debug(thrown);
    if (thrown instanceof Refusal refusal) {
      terminal.notice(String.valueOf(refusal.getMessage()));
      return refusal.exitCode();
    }
    if (thrown instanceof OutOfMemoryError) {
      long megabytes = Runtime.getRuntime().maxMemory() >> 20;
      terminal.notice(
          "The memory of "
              + megabytes
              + " MB is used up; allow more, for instance GATEHOUSE_HEAP=6g.");
      return ExitCode.FAILURE;
    }
    if (thrown instanceof UncheckedIOException || thrown instanceof IOException) {
      terminal.notice(String.format(Locale.ROOT, "Reading or writing failed: %s", detail(thrown)));
      return ExitCode.FAILURE;
    }
    terminal.notice(
        "Gatehouse itself failed ("
            + detail(thrown)
            + "); please report this with what GATEHOUSE_DEBUG=1 shows.");
    return ExitCode.FAILURE;
  }

  private static String detail(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }

  /** What was found before the failure is still good; only its reader may be gone. */
  private void flush() {
    try {
      terminal.out().flush();
    } catch (UncheckedIOException gone) {
      debug(gone);
    }
  }

  private void debug(Throwable thrown) {
    if (!terminal.environment("GATEHOUSE_DEBUG").isEmpty()) {
      thrown.printStackTrace(terminal.err());
    }
  }
}
