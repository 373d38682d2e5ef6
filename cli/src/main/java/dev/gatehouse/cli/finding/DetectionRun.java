package dev.gatehouse.cli.finding;

import dev.gatehouse.cli.config.Configuration;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.cli.trail.FactsKeeper;
import dev.gatehouse.cli.trail.TrailInput;
import dev.gatehouse.cli.trail.TrailOptions;
import dev.gatehouse.cli.trail.TrailPass;
import dev.gatehouse.core.baseline.BaselineSetup;
import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.pipeline.FindingPolicy;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.output.finding.Detected;
import dev.gatehouse.output.lineage.EvidenceRecord;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the detections over the files of the options. */
public final class DetectionRun {
  private final Terminal terminal;
  private final TrailInput input;
  private final List<? extends Detection> detections;
  private final FindingPolicy policy;
  private final BaselineSetup baselines;
  private final @Nullable FactsKeeper facts;
  private final Estate estate;

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
    this.facts = facts == null ? null : new FactsKeeper(facts, estate);
    this.detections = configuration.detectors(estate);
    this.policy = configuration.policy(detections);
    this.baselines = configuration.baselines(estate);
    this.input = TrailInput.of(options, terminal);
  }

  /**
   * Reads the files once, and once more for the records that the wanted findings cite.
   *
   * @param cited whose records are wanted
   * @param withCases whether to tell cases too
   */
  public Detected run(Predicate<FindingState> cited, boolean withCases) {
    TrailPass pass = new TrailPass(terminal, input, detections, baselines, policy, facts);
    TrailPass.Result result = pass.run();
    Set<String> ids = new HashSet<>();
    Stream.concat(result.counted().stream(), result.shadow().stream())
        .filter(cited)
        .forEach(state -> ids.addAll(state.finding().evidence()));
    Map<String, EvidenceRecord> records = input.records(ids);
    Map<String, About> about = new HashMap<>();
    detections.forEach(detection -> about.put(detection.about().id(), detection.about()));
    Map<String, FindingState> shadow = new HashMap<>();
    result.shadow().forEach(state -> shadow.put(state.finding().id(), state));
    List<Case> cases =
        withCases
            ? new BuildCases(about, estate)
                .of(result.counted().stream().map(FindingState::finding).toList())
            : List.of();
    return new Detected(
        result.counted(), shadow, cases, about, records, result.tally(), Names.of(estate));
  }
}
