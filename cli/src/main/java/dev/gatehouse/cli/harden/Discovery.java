package dev.gatehouse.cli.harden;

import dev.gatehouse.cli.config.Configuration;
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
import dev.gatehouse.core.pipeline.FindingPolicy;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.harden.history.AssumptionHistory;
import dev.gatehouse.harden.history.SuspectSessions;
import dev.gatehouse.harden.history.SuspectSessions.Suspicion;
import dev.gatehouse.harden.proof.Hardening;
import dev.gatehouse.harden.proof.HistoryRequirement;
import dev.gatehouse.output.label.Text;
import dev.gatehouse.policy.language.Policy;
import dev.gatehouse.trail.TrailEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads the trail for what it tells of roles: once for findings, unless they are given, and once
 * for the history, which must know from its first record on which sessions to leave out.
 */
final class Discovery {
  private final Terminal terminal;
  private final Configuration configuration;
  private final Estate estate;
  private final TrailInput input;
  private final Clock clock;

  Discovery(
      Terminal terminal,
      Configuration configuration,
      TrailOptions options,
      Estate estate,
      Clock clock) {
    this.terminal = terminal;
    this.configuration = configuration;
    this.estate = estate;
    this.input = TrailInput.of(options, terminal);
    this.clock = clock;
  }

  /** What the detections find. */
  Suspicions detected() {
    List<? extends Detection> detections = configuration.detectors(estate);
    TrailPass.Result result =
        new TrailPass(
                terminal,
                input,
                detections,
                configuration.baselines(estate),
                FindingPolicy.NONE,
                null)
            .run(TrailPass.Wanted.FINDINGS);
    List<Finding> findings = result.findings().stream().map(FindingState::finding).toList();
    Stream<Suspicion> cases =
        new BuildCases(about(detections), estate)
            .of(findings).stream().map(Suspicion::of).flatMap(Optional::stream);
    return new Suspicions(
        Stream.concat(findings.stream().map(Suspicion::of).flatMap(Optional::stream), cases)
            .toList());
  }

  private static Map<String, About> about(List<? extends Detection> detections) {
    Map<String, About> about = new HashMap<>();
    detections.forEach(each -> about.put(each.about().id(), each.about()));
    return about;
  }

  /** The history of the wanted roles, ready to be asked. */
  Hardening run(
      Predicate<String> wanted,
      List<Policy> simulated,
      Suspicions suspicions,
      HistoryRequirement thickness) {
    Map<String, TrailEvent> cited = new HashMap<>();
    input.records(suspicions.evidence()).forEach((id, record) -> cited.put(id, record.event()));
    AssumptionHistory history =
        new AssumptionHistory(
            estate.inventory(),
            wanted,
            SuspectSessions.of(new ArrayList<>(suspicions.list()), cited),
            role -> Hardening.keysFor(estate, role, simulated, clock.instant()));
    TrailPass.Result result = new TrailPass(terminal, input).run(history::take);
    Summary.print(result.tally(), terminal);
    if (!suspicions.list().isEmpty()) {
      terminal.notice(
          "the sessions of "
              + Text.count(suspicions.list().size(), "finding")
              + " are left out of the history.");
    }
    return new Hardening(estate, history, thickness, clock.instant());
  }
}
