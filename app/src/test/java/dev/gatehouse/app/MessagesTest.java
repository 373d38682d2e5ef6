package dev.gatehouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Every message for wrong use, made out of the commands themselves and out of the refusals in their
 * sources, and held against how a message is to sound. The list is written to {@code
 * target/messages.md}, to be read.
 */
class MessagesTest {
  private static final Pattern REFUSAL =
      Pattern.compile(
          "Refusal\\s*\\.\\s*(?:usage|unreadable)\\(((?:[^;\"]|\"(?:[^\"\\\\]|\\\\.)*\")*);");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Their values are read by us only after parsing, or any text is one. */
  private static final Set<Class<?>> TAKES_ANY = Set.of(String.class, Path.class, List.class);

  private final Map<String, String> messages = new TreeMap<>();

  @Test
  void whatAPersonIsToldForWrongUseIsOneSentenceInOurWords() throws IOException {
    Terminal terminal =
        Terminal.of(
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream(),
            Map.of());
    Gatehouse.commands(terminal, new Configuration(terminal, List.of()))
        .values()
        .forEach(
            maker -> {
              Object made = maker.get();
              CommandLine line = made instanceof CommandLine ready ? ready : new CommandLine(made);
              walk(List.of(line.getCommandName()), line);
            });
    List<String> refusals = refusals();
    write(refusals);
    assertThat(messages).hasSizeGreaterThan(100);
    messages.forEach(
        (words, message) -> assertThat(message).as(words).satisfies(MessagesTest::sounds));
    assertThat(refusals).hasSizeGreaterThan(60);
    assertThat(refusals)
        .allSatisfy(
            text ->
                assertThat(text)
                    .doesNotContain("!", "Invalid", "invalid", "Illegal", "illegal", "Exception"));
  }

  private static void sounds(String message) {
    assertThat(message.lines()).hasSize(1);
    assertThat(message)
        .matches("gatehouse: [A-Z`].*")
        .matches(".*[.?`]")
        .doesNotContain("!", "Invalid", "Exception", "java.", "null", " '", "Expected parameter")
        .hasSizeLessThan(320);
  }

  private void walk(List<String> words, CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    refuse(words, "--nonsense");
    boolean needs =
        spec.options().stream().anyMatch(OptionSpec::required)
            || spec.positionalParameters().stream().anyMatch(PositionalParamSpec::required);
    if (needs || !line.getSubcommands().isEmpty()) {
      refuse(words);
    }
    for (OptionSpec option : spec.options()) {
      if (option.arity().max() == 0) {
        continue;
      }
      refuse(words, option.longestName());
      if (!takesAny(option)) {
        refuse(words, option.longestName(), "nonsense");
      }
    }
    line.getSubcommands()
        .forEach((name, sub) -> walk(Stream.concat(words.stream(), Stream.of(name)).toList(), sub));
  }

  private static boolean takesAny(OptionSpec option) {
    Class<?>[] inner = option.auxiliaryTypes();
    Class<?> type = inner == null || inner.length == 0 ? option.type() : inner[0];
    return TAKES_ANY.contains(type) || option.type().isArray();
  }

  private void refuse(List<String> words, String... more) {
    String[] all = Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new);
    Invocation run = Invocation.of(all);
    String typed = "gatehouse " + String.join(" ", all);
    assertThat(run.exitCode()).as("%s: %s", typed, run.err()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).as(typed).isEmpty();
    messages.put(typed, run.err().strip());
  }

  /**
   * The sentences of refusals in the sources; for what is put in at run time stands an ellipsis.
   */
  private static List<String> refusals() throws IOException {
    List<String> found = new ArrayList<>();
    for (String module : List.of("cli", "app")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file :
            files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
          Matcher refusal = REFUSAL.matcher(Files.readString(file));
          while (refusal.find()) {
            Matcher literal = LITERAL.matcher(refusal.group(1));
            StringBuilder text = new StringBuilder();
            while (literal.find()) {
              text.append(text.isEmpty() ? "" : "…").append(literal.group(1));
            }
            if (!text.isEmpty()) {
              found.add(text.toString());
            }
          }
        }
      }
    }
    return found.stream().distinct().sorted().toList();
  }

  private void write(List<String> refusals) throws IOException {
    StringBuilder page = new StringBuilder("# Messages for wrong use\n\n");
    messages.forEach(
        (words, message) ->
            page.append("- `").append(words).append("`: ").append(message).append('\n'));
    page.append("\n## Refusals\n\n");
    refusals.forEach(text -> page.append("- ").append(text).append('\n'));
    Files.writeString(Files.createDirectories(Path.of("target")).resolve("messages.md"), page);
  }
}
