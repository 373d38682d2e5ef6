package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.Summary;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.output.finding.CaseJson;
import dev.gatehouse.output.finding.CaseOcsf;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.finding.FindingJson;
import dev.gatehouse.output.finding.FindingOcsf;
import dev.gatehouse.output.page.HtmlReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse detect}: the findings in a trail. */
@Command(
    name = "detect",
    description = "Read CloudTrail files and report what is unusual, with the evidence.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  gatehouse detect ./AWSLogs",
      "  gatehouse detect --cases --estate estate ./AWSLogs",
      "  gatehouse detect --cases --format html ./AWSLogs >report.html",
      "  gatehouse detect --format jsonl --since 24h --fail-on high 'logs/*.json.gz'",
      "  zcat trail.json.gz | gatehouse detect -",
    })
public final class DetectCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Configuration configuration;

  @Mixin private TrailOptions trail = new TrailOptions();

  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "PATH",
      description = TrailOptions.PATH_HELP)
  void paths(List<String> typed) {
    trail.paths(typed);
  }

  @Mixin
  private final FormatOption format =
      FormatOption.of(Format.TABLE, Format.JSONL, Format.OCSF, Format.HTML);

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "Exit with 1 if a finding is at or over low, medium, high or critical.")
  private @Nullable Severity failOn;

  @Option(
      names = "--cases",
      description =
          "Report cases instead of findings: what hangs together over sessions and what they made,"
              + " told as one story.")
  private boolean cases;

  @Option(
      names = "--shadow",
      description =
          "Show the findings too that count for nothing, marked: of detections in shadow, and"
              + " statistical ones raised before their time.")
  private boolean shadow;

  @Option(
      names = "--facts",
      paramLabel = "DIR",
      description = {
        "Folder of hourly facts: what earlier runs learned is taken up, and this run's is added.",
        "Then history need not be read again to know what is normal."
      })
  private @Nullable Path facts;

  /** A command over the given streams and settings. */
  public DetectCommand(Terminal terminal, Configuration configuration) {
    this.terminal = terminal;
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    if (shadow && cases) {
      throw Refusal.usage("`--shadow` shows findings; leave out `--cases`.");
    }
    DetectionRun detection = new DetectionRun(terminal, configuration, trail, facts);
    Detected detected =
        detection.run(
            all -> format.chosen() == Format.HTML ? HtmlReport.cited(all) : Set.of(),
            new TrailPass.Wanted(shadow, cases));
    writer().print(detected, terminal);
    terminal.out().flush();
    Summary.print(detected.tally(), terminal);
    Summary.shadow(detected.shadow(), terminal);
    boolean found =
        failOn != null
            && detected.findings().stream()
                .filter(state -> !detected.isShadow(state))
                .anyMatch(state -> state.finding().severity().compareTo(failOn) >= 0);
    return found ? ExitCode.FOUND : ExitCode.DONE;
  }

  private FindingFormat writer() {
    return switch (format.chosen()) {
      case TABLE -> cases ? new CaseTable() : new FindingTable();
      case JSONL -> FindingFormat.of(cases ? new CaseJson() : new FindingJson());
      case OCSF -> FindingFormat.of(cases ? new CaseOcsf() : new FindingOcsf());
      case HTML -> FindingFormat.of((detected, out) -> out.print(HtmlReport.of(detected)));
      default -> throw format.notOffered();
    };
  }
}
