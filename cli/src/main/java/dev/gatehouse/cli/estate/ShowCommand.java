package dev.gatehouse.cli.estate;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.estate.EstateFolder;
import dev.gatehouse.output.estate.EstateJson;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse estate show}: what was read, what is wrong with it, what is missing. */
@Command(
    name = "show",
    description = "Say what an estate folder holds, what is wrong with it and what is missing.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  gatehouse estate show --estate ./estate",
      "  gatehouse estate show --estate ./estate --account 123456789012",
    })
final class ShowCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private EstateOption estate = new EstateOption();

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "Only this account, with each of its users, groups and roles.")
  private @Nullable String account;

  @Mixin private final FormatOption format = FormatOption.of(Format.TABLE, Format.JSONL);

  ShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    EstateFolder.Reading reading = estate.read();
    if (account != null && !isKnown(reading, account)) {
      throw Refusal.usage("Nothing is known of an account `" + account + "`.");
    }
    switch (format.chosen()) {
      case TABLE -> new EstateTable(terminal, reading, account).print();
      case JSONL -> EstateJson.lines(reading, account).forEach(terminal.out()::println);
      default -> throw format.notOffered();
    }
    terminal.out().flush();
    return ExitCode.DONE;
  }

  private static boolean isKnown(EstateFolder.Reading reading, String id) {
    return reading.estate().account(id).isPresent()
        || reading.estate().inventory().account(id).isPresent();
  }
}
