package dev.gatehouse.app.finding;

import dev.gatehouse.app.config.Configuration;
import dev.gatehouse.app.label.Label;
import dev.gatehouse.app.terminal.Terminal;
import dev.gatehouse.app.trail.Detected;
import dev.gatehouse.app.trail.EvidenceRecord;
import dev.gatehouse.app.trail.TrailInput;
import dev.gatehouse.app.trail.TrailOptions;
import dev.gatehouse.app.trail.TrailPass;
import dev.gatehouse.core.cases.Case;
import dev.gatehouse.core.cases.TellCases;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.detect.Finding;
import dev.gatehouse.core.detect.FindingState;
import dev.gatehouse.core.estate.Account;
import dev.gatehouse.core.estate.Estate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Runs the detections over the files of the options. */
final class Detection {
  private final Terminal terminal;
  private final TrailInput input;
  private final List<? extends Detector<?>> detectors;
  private final Label label;
  private final Estate estate;

  Detection(Terminal terminal, Configuration configuration, TrailOptions options) {
    this.terminal = terminal;
    this.estate = options.estate(terminal);
    this.detectors = configuration.detectors(estate);
    this.label = new Label(id -> estate.account(id).map(Account::name).orElse(id));
    this.input = TrailInput.of(options, terminal);
  }

  /**
   * Reads the files once, and once more for the records that the wanted findings cite.
   *
   * @param cited whose records are wanted
   * @param withCases whether to tell cases too
   */
  Detected run(Predicate<FindingState> cited, boolean withCases) {
    TrailPass pass = new TrailPass(terminal, input, detectors);
    TrailPass.Result result = pass.run();
    Set<String> ids = new HashSet<>();
    result.findings().stream()
        .filter(cited)
        .forEach(state -> ids.addAll(state.finding().evidence()));
    Map<String, EvidenceRecord> records = input.records(ids);
    Map<String, About> about = new HashMap<>();
    detectors.forEach(detector -> about.put(detector.about().id(), detector.about()));
    List<Finding> all = result.findings().stream().map(FindingState::finding).toList();
    List<Case> cases = withCases ? new TellCases(about, estate).of(all) : List.of();
    return new Detected(result.findings(), cases, about, records, result.tally(), label);
  }
}
