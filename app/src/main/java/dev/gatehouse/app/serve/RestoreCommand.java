package dev.gatehouse.app.serve;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.serve.Backup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse restore}: a data folder of a copy. */
@Command(
    name = "restore",
    description = "Make a new data folder of a backup.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gatehouse restore --from ./backup-1 --data ./gatehouse-data"})
public final class RestoreCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--from", paramLabel = "DIR", required = true, description = "The backup.")
  private Path from = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "./gatehouse-data",
      description = "A new data folder; default ${DEFAULT-VALUE}.")
  private Path data = Path.of("gatehouse-data");

  /** A command over the given streams. */
  public RestoreCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try {
      Backup.restore(from, data);
    } catch (IOException e) {
      throw Refusal.unreadable(String.valueOf(e.getMessage()));
    }
    terminal.out().println("The data folder is " + data + "; start a server on it.");
    return ExitCode.DONE;
  }
}
