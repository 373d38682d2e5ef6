package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.OutputFile;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.Shortfalls;
import dev.gatehouse.cli.trail.Summary;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.core.finding.Severity;
import dev.gatehouse.output.finding.CaseJson;
import dev.gatehouse.output.finding.CaseOcsf;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.finding.DetectionCsv;
import dev.gatehouse.output.finding.DetectionMarkdown;
import dev.gatehouse.output.finding.FindingJson;
import dev.gatehouse.output.finding.FindingOcsf;
import dev.gatehouse.output.page.HtmlReport;
import dev.gatehouse.output.sarif.DetectionSarif;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      "  gatehouse detect --cases --format html -o report.html ./AWSLogs",
      "  gatehouse detect --severity high --identity alice --limit 20 ./AWSLogs",
      "  gatehouse detect --format jsonl --new-since yesterday.jsonl -o today.jsonl ./AWSLogs",
      "  gatehouse detect --format jsonl --since 24h --fail-on high 'logs/*.json.gz'",
      "  zcat trail.json.gz | gatehouse detect -",
    })
public final class DetectCommand implements Callable<Integer> {
  private static final int LIMIT_MAX = 1_000_000;

  /** Rows of a table if nothing else is asked for. */
  private static final int ROWS = 100;

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
      FormatOption.of(
          Format.TABLE,
          Format.JSONL,
          Format.OCSF,
          Format.SARIF,
          Format.CSV,
          Format.MARKDOWN,
          Format.HTML);

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "File to write; by default standard output.")
  private @Nullable Path out;

  @Mixin private final FindingFilter filter = new FindingFilter();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many, the worst; by default 100 in a table, all elsewhere.")
  private @Nullable Integer limit;

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
    if (limit != null && (limit < 1 || limit > LIMIT_MAX)) {
      throw Refusal.usage(
          "`--limit` takes a whole number from 1 to " + LIMIT_MAX + ", not `" + limit + "`.");
    }
    filter.check(configuration);
    TrailPass.Wanted wanted =
        cases
            ? new TrailPass.Wanted(false, true, finding -> true, filter.cases())
            : new TrailPass.Wanted(shadow, false, filter.findings(), told -> true);
    DetectionRun detection = new DetectionRun(terminal, configuration, trail, facts);
    Detected detected;
    if (out == null) {
      detected = run(detection, wanted, terminal);
    } else {
      List<Path> inputs =
          Stream.concat(detection.input().paths().stream(), filter.inputs()).toList();
      try (OutputFile file = OutputFile.begin("--out", out, inputs)) {
        detected = run(detection, wanted, terminal.into(file.writer()));
        file.whole();
      }
    }
    terminal.out().flush();
    Summary.print(detected.tally(), terminal);
    Summary.shadow(detected.shadow(), terminal);
    int shortfall = Shortfalls.tell(detected.tally(), trail, terminal);
    return Math.max(shortfall, isFound(detected) ? ExitCode.FOUND : ExitCode.DONE);
  }

  private Detected run(DetectionRun detection, TrailPass.Wanted wanted, Terminal results) {
    Detected detected =
        detection.run(
            all -> format.chosen() == Format.HTML ? HtmlReport.cited(all) : Set.of(), wanted);
    boolean isTable = format.chosen() == Format.TABLE;
    writer().print(isTable || limit == null ? detected : detected.worst(limit), results);
    return detected;
  }

  /** Whether something asks for attention that is as bad as {@code --fail-on} says. */
  private boolean isFound(Detected detected) {
    if (failOn == null) {
      return false;
    }
    return cases
        ? detected
            .standingCases()
            .anyMatch(
                told ->
                    told.suppressed().size() < told.findingCount()
                        && told.severity().compareTo(failOn) >= 0)
        : detected.findings().stream()
            .anyMatch(
                state ->
                    state.finding().severity().compareTo(failOn) >= 0 && detected.isOpen(state));
  }

  private FindingFormat writer() {
    int rows = limit == null ? ROWS : limit;
    return switch (format.chosen()) {
      case TABLE ->
          cases ? new CaseTable(rows, trail.again()) : new FindingTable(rows, trail.again());
      case JSONL -> FindingFormat.of(cases ? new CaseJson() : new FindingJson());
      case OCSF -> FindingFormat.of(cases ? new CaseOcsf() : new FindingOcsf());
      case SARIF -> FindingFormat.of(cases ? DetectionSarif.cases() : DetectionSarif.findings());
      case CSV -> FindingFormat.of(cases ? DetectionCsv.cases() : DetectionCsv.findings());
      case MARKDOWN ->
          FindingFormat.of(cases ? DetectionMarkdown.cases() : DetectionMarkdown.findings());
      case HTML -> FindingFormat.of((detected, page) -> page.print(HtmlReport.of(detected)));
      default -> throw format.notOffered();
    };
  }
}
