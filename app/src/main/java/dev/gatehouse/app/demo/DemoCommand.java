package dev.gatehouse.app.demo;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.finding.DetectionRun;
import dev.gatehouse.cli.finding.Explanation;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.output.page.HtmlReport;
import dev.gatehouse.range.ProgressListener;
import dev.gatehouse.range.RangeGenerator;
import dev.gatehouse.range.RangeOptions;
import dev.gatehouse.range.RangeSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse demo}: the product on generated records, in one command. */
@Command(
    name = "demo",
    description = {
      "Generate an organization under attack, detect, and tell the story of the worst finding.",
      "Nothing outside a new folder is touched, and nothing leaves this machine.",
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gatehouse demo --out ./demo"})
public final class DemoCommand implements Callable<Integer> {
  private static final RangeOptions SMALL =
      new RangeOptions(
          7, 12, 3, 4_000, RangeOptions.START, List.of("all"), true, Duration.ofMinutes(20), null);

  private final Terminal terminal;
  private final Configuration configuration;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "New folder for the trail, the estate and the report; by default a temporary one.")
  private @Nullable Path out;

  /** A command over the given streams and settings. */
  public DemoCommand(Terminal terminal, Configuration configuration) {
    this.terminal = terminal;
    this.configuration = configuration;
  }

  @Override
  public Integer call() throws IOException {
    Path folder =
        out != null ? out : Files.createTempDirectory("gatehouse-demo-").resolve("organization");
    terminal.notice("generating an organization under attack in " + folder + " …");
    RangeSummary made;
    try {
      made = RangeGenerator.generate(SMALL, folder, ProgressListener.SILENT);
    } catch (IllegalArgumentException e) {
      throw Refusal.usage(String.valueOf(e.getMessage()));
    }
    terminal.notice(
        String.format(
            Locale.ROOT,
            "%,d records in %,d files; looking for the attack …",
            made.events(),
            made.files()));
    TrailOptions trail =
        TrailOptions.of(List.of(folder.resolve("trail").toString()), folder.resolve("estate"));
    Detected detected =
        new DetectionRun(terminal, configuration, trail)
            .run(HtmlReport::cited, new TrailPass.Wanted(false, false));
    Path report = folder.resolve("report.html");
    Files.writeString(report, HtmlReport.of(detected));
    tell(detected, folder, report);
    return ExitCode.DONE;
  }

  private void tell(Detected detected, Path folder, Path report) {
    List<FindingState> worstFirst = detected.first(FindingState.WORST_FIRST, 1);
    if (worstFirst.isEmpty()) {
      throw new IllegalStateException("The detections found nothing in a trail full of attacks");
    }
    terminal
        .out()
        .println("The worst of " + Text.count(detected.findings().size(), "finding") + ":");
    terminal.out().println();
    FindingState worst = worstFirst.get(0);
    new Explanation(detected, worst, terminal).story();
    terminal.out().println();
    terminal.out().println("Go on with:");
    String trail = folder.resolve("trail").toString();
    String estate = " --estate " + folder.resolve("estate");
    terminal.out().println("  open " + report);
    terminal.out().println("  " + terminal.command() + " detect" + estate + " " + trail);
    terminal
        .out()
        .println(
            "  " + terminal.command() + " explain " + worst.finding().id() + estate + " " + trail);
    worst.finding().lineage().hops().stream()
        .map(hop -> hop.accessKeyId())
        .filter(key -> key != null)
        .findFirst()
        .ifPresent(
            key ->
                terminal.out().println("  " + terminal.command() + " trace " + key + " " + trail));
  }
}
