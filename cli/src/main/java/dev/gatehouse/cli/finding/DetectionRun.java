package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.FactsKeeper;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.core.baseline.BaselineSetup;
import dev.gatehouse.core.cases.CaseScore;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.pipeline.FindingPolicy;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.finding.MadeWith;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs the detections over the files of the options. */
public final class DetectionRun {
  private final Terminal terminal;
  private final TrailInput input;
  private final List<? extends Detection> detections;
  private final FindingPolicy policy;
  private final BaselineSetup baselines;
  private final @Nullable FactsKeeper facts;
  private final Names names;
  private final Estate estate;
  private final MadeWith madeWith;

  public DetectionRun(Terminal terminal, Configuration configuration, TrailOptions options) {
    this(terminal, configuration, options, null);
  }

  /**
   * @param facts folder of hourly facts that is learned from and added to; null for none
   */
  public DetectionRun(
      Terminal terminal, Configuration configuration, TrailOptions options, @Nullable Path facts) {
    this.terminal = terminal;
    this.estate = options.estate(terminal);
    this.names = Names.of(estate);
    this.facts = facts == null ? null : new FactsKeeper(facts, estate);
    this.detections = configuration.detectors(estate);
    this.policy = configuration.policy(detections);
    this.baselines = configuration.baselines(estate);
    this.madeWith = options.madeWith(configuration.settings());
    this.input = TrailInput.of(options, terminal);
  }

  /** The files that are read. */
  TrailInput input() {
    return input;
  }

  /**
   * Reads the files once, and once more for the records that are wanted.
   *
   * @param cited event ids of the records that are wanted
   * @param wanted what is kept of what is found
   */
  public Detected run(Function<Detected, Set<String>> cited, TrailPass.Wanted wanted) {
    TrailPass pass = new TrailPass(terminal, input, detections, baselines, policy, facts);
    TrailPass.Result result = pass.run(wanted);
    Map<String, About> about = new HashMap<>();
    detections.forEach(detection -> about.put(detection.about().id(), detection.about()));
    Detected detected =
        new Detected(
            result.findings(),
            result.counts(),
            result.shadow(),
            result.cases(),
            about,
            Map.of(),
            result.tally(),
            names,
            finding -> CaseScore.suppression(estate, finding),
            madeWith);
    return detected.with(input.records(cited.apply(detected)));
  }
}
