package dev.gatehouse.app.serve;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.serve.Backup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse backup}: a copy of a data folder. */
@Command(
    name = "backup",
    description = "Copy a server's data folder, also while it works.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gatehouse backup --data ./gatehouse-data --to ./backup-1"})
public final class BackupCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "./gatehouse-data",
      description = "The data folder; default ${DEFAULT-VALUE}.")
  private Path data = Path.of("gatehouse-data");

  @Option(names = "--to", paramLabel = "DIR", required = true, description = "A new folder.")
  private Path to = Path.of("");

  /** A command over the given streams. */
  public BackupCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    try {
      Backup.write(data, to, clock.instant());
    } catch (IOException e) {
      throw Refusal.unreadable(String.valueOf(e.getMessage()));
    }
    terminal.out().println("The copy is in " + to + ".");
    return ExitCode.DONE;
  }
}
