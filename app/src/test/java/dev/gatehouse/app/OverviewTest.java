package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The help of the whole says of each command what the command says of itself. */
class OverviewTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Terminal terminal =
      Terminal.of(new ByteArrayInputStream(new byte[0]), out, out, Map.of());

  @Test
  void namesEveryCommandInItsOwnWords() {
    Map<String, String> described = new LinkedHashMap<>();
    var commands = Gatehouse.commands(terminal, new Configuration(terminal, List.of()));
    commands.forEach(
        (name, maker) -> {
          Object made = maker.get();
          CommandLine line = made instanceof CommandLine ready ? ready : new CommandLine(made);
          assertThat(line.getCommandName()).isEqualTo(name);
          described.put(name, description(line));
        });
    // Of the library; its words depend on the command that it lies under.
    described.put("generate-completion", "Generate bash/zsh completion script for gatehouse.");
    Map<String, String> listed = new LinkedHashMap<>();
    Overview.COMMANDS.forEach(entry -> listed.put(entry.name(), entry.summary()));
    assertThat(listed).containsExactlyInAnyOrderEntriesOf(described);
  }

  /** As a list of commands shows it: the header, else the first line of the description. */
  private static String description(CommandLine line) {
    var usage = line.getCommandSpec().usageMessage();
    String[] lines = usage.header().length > 0 ? usage.header() : usage.description();
    return String.format(lines[0]);
  }

  @Test
  void keepsWithinTheWidthAndIsTheSameHoweverAskedFor() {
    String help = Main.answer("--help");
    assertThat(help).isNotNull().startsWith("Usage: gatehouse [-hV] COMMAND");
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
    assertThat(Main.answer("-h")).isEqualTo(help);
    assertThat(Invocation.of("--help")).isEqualTo(new Invocation(ExitCode.DONE, help, ""));
    assertThat(Main.answer("detect")).isNull();
  }
}
