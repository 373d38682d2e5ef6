package dev.gatehouse.cli.config;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.terminal.Terminal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse config}: settings checked, or shown by example. */
@Command(
    name = "config",
    description = "Check gatehouse.yaml, or print one to begin with.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ConfigCommand implements Runnable {
  private final Terminal terminal;
  private final Configuration configuration;

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  /** A command over the given settings. */
  public ConfigCommand(Terminal terminal, Configuration configuration) {
    this.terminal = terminal;
    this.configuration = configuration;
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Name `check` or `example`.");
    }
  }

  @Command(
      name = "check",
      description = "Say what is wrong in the settings, line by line.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gatehouse config check --config ./gatehouse.yaml"})
  int check(
      @Option(
              names = "--config",
              paramLabel = "F",
              description = "File to check; by default the one that would be used.")
          @Nullable String ignored) {
    Path file = configuration.file();
    if (file == null) {
      throw Refusal.usage(
          "There is no gatehouse.yaml to check; `gatehouse config example` prints one.");
    }
    Config config = configuration.read(file);
    for (Config.Problem problem : config.problems()) {
      terminal.out().println(file + ":" + problem.line() + ": " + problem.sentence());
    }
    if (!config.problems().isEmpty()) {
      return ExitCode.USAGE;
    }
    terminal.out().println(file + " is in order.");
    return ExitCode.DONE;
  }

  @Command(
      name = "example",
      description = "Print every setting with what it means; all are optional.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gatehouse config example >gatehouse.yaml"})
  int example() {
    var out = terminal.out();
    out.println("# Settings of Gatehouse. Every one is optional.");
    out.println("# A flag (--fail-on high) goes before the environment (GATEHOUSE_FAIL_ON=high),");
    out.println("# which goes before this file. Paths are relative to this file.");
    for (Setting setting : Setting.values()) {
      out.println();
      out.println("# " + setting.comment());
      out.println("# " + setting.key() + ": " + setting.example());
    }
    out.println();
    out.println(
        "# Days of a trail before the findings of statistical detections count; until then");
    out.println("# they are shown by `detect --shadow` only.");
    out.println("# staging:");
    out.println("#   statisticalAfterDays: 14");
    out.println();
    out.println(
        "# Incidents are judged like any other time, but nothing is learned from them. Without");
    out.println("# `who` (part of an identity's name) one concerns everybody.");
    out.println("# incidents:");
    out.println("#   - who: user/ann");
    out.println("#     from: 2026-01-31T09:00:00Z");
    out.println("#     to: 2026-02-02T18:00:00Z");
    out.println();
    out.println("# Settings of single detections; docs/detections.md says which each has.");
    out.println("# A mode is on, off, or shadow (found, but shown by `detect --shadow` only).");
    out.println("# detections:");
    for (String id : new DetectionSettings().ids()) {
      out.println("#   " + id + ":");
      out.println("#     mode: on");
    }
    for (ConfigSection<?> other : configuration.others()) {
      out.println();
      other.example().forEach(line -> out.println(line.isEmpty() ? "#" : "# " + line));
    }
    return ExitCode.DONE;
  }
}
