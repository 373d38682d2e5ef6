package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Nearest;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Table.Cell;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.finding.Attack;
import dev.gatehouse.core.pipeline.DetectionMode;
import dev.gatehouse.policy.json.JsonWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse detections}: which there are, and what one looks for. */
@Command(
    name = "detections",
    description = "List the detections, or show what one looks for and what to do about it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class DetectionsCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  private DetectionsCommand() {}

  /** The command with those below it. */
  public static CommandLine line(Terminal terminal, Configuration configuration) {
    return new CommandLine(new DetectionsCommand())
        .addSubcommand(new ListCommand(terminal, configuration))
        .addSubcommand(new ShowCommand(terminal, configuration));
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Name `list` or `show`.");
    }
  }

  private static final String CONFIG_HELP =
      "Settings; by default ./gatehouse.yaml. --config '' reads none.";

  @Command(
      name = "list",
      description = "One line a detection, in the order of their ids.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gatehouse detections list"})
  static final class ListCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Configuration configuration;

    @Mixin private final FormatOption format = FormatOption.of(Format.TABLE, Format.JSONL);

    @Option(names = "--config", paramLabel = "F", description = CONFIG_HELP)
    void config(String file) {
      // The settings were read before the command was made.
    }

    ListCommand(Terminal terminal, Configuration configuration) {
      this.terminal = terminal;
      this.configuration = configuration;
    }

    @Override
    public Integer call() {
      List<Detection> all = configuration.all();
      if (format.chosen() == Format.JSONL) {
        all.forEach(detection -> terminal.out().println(json(detection)));
        return ExitCode.DONE;
      }
      Table table =
          new Table()
              .column("DETECTION", 40)
              .column("SEVERITY", 8)
              .column("NATURE", 11)
              .column("MODE", 6)
              .column("WHAT", Integer.MAX_VALUE);
      for (Detection detection : all) {
        About about = detection.about();
        table.row(
            Cell.of(about.id()),
            Cell.of(
                about.severity().word(), text -> terminal.paint().severity(about.severity(), text)),
            Cell.of(detection.nature().word()),
            Cell.of(mode(about.id())),
            Cell.of(about.title()));
      }
      table.print(terminal.out(), terminal.columns(), terminal.paint());
      terminal.out().println();
      terminal.paragraph(
          all.size()
              + " detections; the severity is the highest that each gives. `"
              + terminal.command()
              + " detections show ID` tells one.");
      return ExitCode.DONE;
    }

    private String json(Detection detection) {
      About about = detection.about();
      return JsonWriter.asciiLine(
          json -> {
            json.writeStartObject();
            json.writeStringField("id", about.id());
            json.writeStringField("title", about.title());
            json.writeStringField("summary", about.summary());
            json.writeStringField("severity", about.severity().word());
            json.writeStringField("nature", detection.nature().word());
            json.writeStringField("mode", mode(about.id()));
            json.writeStringField("category", about.category().word());
            JsonWriter.strings(json, "attack", techniques(about));
            json.writeStringField("requires", about.requires());
            json.writeStringField("reference", about.reference());
            json.writeEndObject();
          });
    }

    private String mode(String id) {
      return word(configuration.mode(id));
    }
  }

  @Command(
      name = "show",
      description = "What a detection looks for, what it needs and misses, and what to do.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gatehouse detections show root-used"})
  static final class ShowCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Configuration configuration;

    @Parameters(index = "0", paramLabel = "ID", description = "Id of a detection.")
    private String id = "";

    @Option(names = "--config", paramLabel = "F", description = CONFIG_HELP)
    void config(String file) {
      // The settings were read before the command was made.
    }

    ShowCommand(Terminal terminal, Configuration configuration) {
      this.terminal = terminal;
      this.configuration = configuration;
    }

    @Override
    public Integer call() {
      Detection detection =
          configuration.all().stream()
              .filter(each -> each.about().id().equals(id))
              .findFirst()
              .orElseThrow(() -> unknown(id, configuration.detectionIds()));
      About about = detection.about();
      terminal
          .out()
          .println(
              terminal.paint().severity(about.severity(), about.severity().word())
                  + "  "
                  + terminal.paint().strong(about.id())
                  + "  "
                  + about.title());
      terminal.out().println();
      terminal.paragraph(about.summary());
      terminal.out().println();
      Table facts = new Table().column("", 12).column("", Integer.MAX_VALUE);
      fact(facts, "nature", detection.nature().words());
      fact(facts, "mode", word(configuration.mode(id)));
      fact(facts, "ATT&CK v19", String.join(", ", techniques(about)));
      fact(facts, "leans on", about.belief());
      fact(facts, "needs", about.requires());
      fact(facts, "way around", about.wayAround());
      fact(facts, "more", about.reference());
      facts.print(terminal.out(), terminal.columns(), terminal.paint(), false);
      list("What to do", about.runbook(), true);
      list("Who does this innocently", about.falsePositives(), false);
      list("What it does not see", about.knownGaps(), false);
      return ExitCode.DONE;
    }

    private static void fact(Table facts, String name, String text) {
      facts.row(Cell.of(name), Cell.of(text));
    }

    private void list(String head, List<String> lines, boolean numbered) {
      terminal.out().println();
      terminal.out().println(terminal.paint().strong(head));
      int n = 1;
      for (String line : lines) {
        terminal.paragraph(numbered ? "  " + n++ + ". " : "  - ", line, UnaryOperator.identity());
      }
    }
  }

  static Refusal unknown(String id, List<String> known) {
    String hint = Nearest.hint(id, known);
    return Refusal.usage(
        "There is no detection `"
            + id
            + "`"
            + (hint.isEmpty() ? "; `gatehouse detections list` shows those there are." : hint));
  }

  private static String word(DetectionMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> techniques(About about) {
    return about.attack().stream().map(Attack::technique).toList();
  }
}
