package dev.gatehouse.cli.budget;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Refusal;
import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.terminal.Format;
import dev.gatehouse.cli.terminal.FormatOption;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.Summary;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.pipeline.DetectionPolicy;
import dev.gatehouse.core.pipeline.FindingPolicy;
import dev.gatehouse.estate.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse tune}: thresholds that keep a trail's own history within a budget. */
@Command(
    name = "tune",
    description =
        "Derive thresholds of statistical detections from a trail, so that no more is reported a"
            + " day than a team can look at; say what is cut, and print the settings.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  gatehouse tune --estate estate --medium-per-day 5 --high-per-day 1 ./AWSLogs",
    })
public final class TuneCommand implements Callable<Integer> {
  private static final double DAY_SECONDS = 86_400;

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

  @Option(
      names = "--medium-per-day",
      paramLabel = "N",
      required = true,
      description = "Most of medium severity a day, on average over the trail.")
  private double mediumPerDay;

  @Option(
      names = "--high-per-day",
      paramLabel = "N",
      required = true,
      description = "Most of high severity or more a day, on average over the trail.")
  private double highPerDay;

  @Option(
      names = "--count",
      paramLabel = "WHAT",
      defaultValue = "cases",
      description = "What the team looks at: cases or findings; default ${DEFAULT-VALUE}.")
  private Count count = Count.CASES;

  @Mixin private final FormatOption format = FormatOption.of(Format.TABLE, Format.YAML);

  private enum Count {
    CASES("cases"),
    FINDINGS("findings");

    private final String word;

    Count(String word) {
      this.word = word;
    }
  }

  /** A command over the given streams and settings. */
  public TuneCommand(Terminal terminal, Configuration configuration) {
    this.terminal = terminal;
    this.configuration = configuration;
  }

  @Override
  public Integer call() {
    if (!(mediumPerDay >= 0 && highPerDay >= 0)) {
      throw Refusal.usage("A budget is a number of 0 or more, such as `--high-per-day 0.5`.");
    }
    Estate estate = trail.estate(terminal);
    List<Detection> detections = configuration.detectors(estate);
    FindingPolicy policy = configuration.policy(detections);
    TrailInput input = TrailInput.of(trail, terminal);
    TrailPass.Result result =
        new TrailPass(
                terminal, input, detections, configuration.baselines(estate), untuned(policy), null)
            .run(TrailPass.Wanted.FINDINGS);

    Instant staged = policy.statisticalFrom(result.tally().first());
    Instant from = staged.isAfter(result.since()) ? staged : result.since();
    List<Finding> findings =
        result.findings().stream()
            .map(FindingState::finding)
            .filter(finding -> !finding.raised().isBefore(from))
            .toList();
    TuneBudget budget =
        new TuneBudget(count.word, days(from, result.tally().last()), mediumPerDay, highPerDay);
    Map<String, About> about = new HashMap<>();
    detections.forEach(detection -> about.put(detection.about().id(), detection.about()));
    BuildCases buildCases = new BuildCases(about, estate);
    FitBudget fitBudget =
        new FitBudget(
            policy,
            told ->
                switch (count) {
                  case CASES -> Load.ofCases(buildCases.of(told));
                  case FINDINGS -> Load.ofFindings(told);
                });
    Tuned tuned = fitBudget.fit(findings, budget.mediumMax(), budget.highMax());
    print(tuned, policy, budget);
    Summary.print(result.tally(), terminal);
    return budget.holds(tuned.loadAfter()) ? ExitCode.DONE : ExitCode.FOUND;
  }

  private void print(Tuned tuned, FindingPolicy policy, TuneBudget budget) {
    List<String> settings = Fragment.lines(configuration.config(), tuned.policies());
    if (format.chosen() == Format.TABLE) {
      new TuneReport(tuned, policy, budget, terminal).print();
      terminal
          .out()
          .println(
              settings.isEmpty()
                  ? "Nothing was cut; no settings are needed."
                  : "For gatehouse.yaml (`--format yaml` prints it alone):\n");
    } else {
      budget.lines(tuned).forEach(line -> terminal.out().println("# " + line));
    }
    settings.forEach(terminal.out()::println);
    terminal.out().flush();
  }

  private static FindingPolicy untuned(FindingPolicy policy) {
    Map<String, DetectionPolicy> untuned = new HashMap<>();
    policy.detections().forEach((id, detection) -> untuned.put(id, detection.untuned()));
    return new FindingPolicy(untuned, policy.natures(), policy.statisticalAfterDays());
  }

  /** How long the trail is from then on. */
  private double days(Instant from, Instant last) {
    if (last.isBefore(from)) {
      throw Refusal.usage(
          "The trail ends before statistical findings count; give a longer one or stage for fewer"
              + " days.");
    }
    return Math.max(1, Duration.between(from, last).toSeconds() / DAY_SECONDS);
  }
}
