package dev.gatehouse.core.pipeline;

import dev.gatehouse.core.baseline.Baselines;
import dev.gatehouse.core.baseline.ConsiderPeers;
import dev.gatehouse.core.baseline.Deviation;
import dev.gatehouse.core.baseline.Observed;
import dev.gatehouse.core.baseline.Signal;
import dev.gatehouse.core.baseline.Subject;
import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.BehaviourDetector;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Answer;
import dev.gatehouse.core.lineage.Question;
import dev.gatehouse.core.lineage.ResolveLineage;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.Topology;
import dev.gatehouse.core.stage.Topology.Input;
import dev.gatehouse.core.stage.Topology.Loop;
import dev.gatehouse.core.stage.Topology.Vertex;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * From events to findings and cases: the one wiring of lineage, baselines, peers and detections, as
 * data. {@link EmbeddedPipeline} runs it in one process; the module {@code flink} as a job.
 *
 * <pre>
 * event ─┬─► lineage ─┬────────────┬─► detection ─────────────────────► finding
 *        │            ▼ open       │                                      ▲
 *        └─► gaps (accounts seen) ─┤                                      │
 *                                  └─► baseline ─┬─► behaviour detection ─┘
 *                                                ▼ new value      ▲
 *                                                peers ─► organization
 * </pre>
 *
 * <p>Findings then go, in both, through a {@link FindingLedger} into a {@link
 * dev.gatehouse.core.cases.CaseBook}, one an organization.
 */
public final class DetectionPipeline {
  private final Topology<TrailEvent> topology = new Topology<>();
  private final Vertex<Question, Answer> lineage;
  private final Vertex<GapInput, Activity> gaps;
  private final List<Vertex<?, JudgedFinding>> detections = new ArrayList<>();
  private final BuildCases cases;

  /**
   * @param detections those to run; their ids differ. Baselines are kept if one asks for them
   * @param baselines what baselines are kept by
   * @param policy which findings count, and as what
   * @param begin when the trail begins, from where the days of staging count
   */
  public DetectionPipeline(
      List<? extends Detection> detections,
      Baselines baselines,
      FindingPolicy policy,
      Instant begin) {
    this(detections, baselines, policy, begin, ResolveLineage.ASKS_MAX);
  }

  /**
   * @param asksMax most questions an event asks on its way home, up to {@link
   *     ResolveLineage#ASKS_MAX}
   */
  public DetectionPipeline(
      List<? extends Detection> detections,
      Baselines baselines,
      FindingPolicy policy,
      Instant begin,
      int asksMax) {
    lineage =
        topology.add(
            new Vertex<>(
                "lineage",
                () -> new ResolveLineage(asksMax),
                new Loop<>(Answer::next, question -> question.fact() != null, asksMax - 1)));
    gaps = topology.add("gaps", ExplainGaps::new);
    topology.source(lineage, DetectionPipeline::questions);
    topology.source(gaps, ExplainGaps::seen);
    topology.connect(lineage, gaps, answer -> ExplainGaps.open(answer.activity()));
    Map<String, About> about = new HashMap<>();
    detections.forEach(detection -> about.put(detection.about().id(), detection.about()));
    cases = new BuildCases(about, baselines.estate());
    List<BehaviourDetector<?>> behaviours = new ArrayList<>();
    for (Detection detection : detections) {
      if (detection instanceof BehaviourDetector<?> behaviour) {
        behaviours.add(behaviour);
      } else if (detection instanceof Detector<?> detector) {
        Vertex<Activity, JudgedFinding> vertex =
            detection(detection, () -> RunDetection.of(detector, policy, begin));
        topology.connect(lineage, vertex, answer -> ExplainGaps.closed(answer.activity()));
        topology.connect(gaps, vertex, activity -> activity);
      }
    }
    if (!behaviours.isEmpty()) {
      judgeBehaviour(behaviours, baselines, policy, begin);
    }
  }

  private static List<Input<Question>> questions(TrailEvent event) {
    return ResolveLineage.questions(event).stream()
        .map(question -> new Input<>(event.time(), event.id(), question))
        .toList();
  }

  private <I> Vertex<I, JudgedFinding> detection(
      Detection detection, Supplier<Stage<I, ?, JudgedFinding>> maker) {
    Vertex<I, JudgedFinding> vertex = topology.add(detection.about().id(), maker);
    detections.add(vertex);
    return vertex;
  }

  /**
   * Baselines and those who judge by them. A new value is first shown to the peers; what is counted
   * or timed is the subject's own affair.
   */
  private void judgeBehaviour(
      List<BehaviourDetector<?>> behaviours,
      Baselines baselines,
      FindingPolicy policy,
      Instant begin) {
    Vertex<Observed, Deviation> baseline = topology.add("baseline", baselines::stage);
    for (Subject.Kind kind : Subject.Kind.values()) {
      topology.connect(
          lineage, baseline, answer -> Observed.of(kind, ExplainGaps.closed(answer.activity())));
      topology.connect(gaps, baseline, activity -> Observed.of(kind, activity));
    }
    Vertex<Deviation, Deviation> group =
        topology.add(
            "peers", () -> new ConsiderPeers(ConsiderPeers.Scope.GROUP, baselines.estate()));
    Vertex<Deviation, Deviation> organization =
        topology.add(
            "organization",
            () -> new ConsiderPeers(ConsiderPeers.Scope.ORGANIZATION, baselines.estate()));
    topology.connect(baseline, group, deviation -> isNewValue(deviation) ? deviation : null);
    topology.connect(group, organization, deviation -> deviation);
    for (BehaviourDetector<?> behaviour : behaviours) {
      Vertex<Deviation, JudgedFinding> vertex =
          detection(behaviour, () -> RunDetection.of(behaviour, policy, begin));
      topology.connect(baseline, vertex, deviation -> isNewValue(deviation) ? null : deviation);
      topology.connect(organization, vertex, deviation -> deviation);
    }
  }

  private static boolean isNewValue(Deviation deviation) {
    return deviation.signal().kind() == Signal.Kind.NEW_VALUE;
  }

  /** Stages and edges. */
  public Topology<TrailEvent> topology() {
    return topology;
  }

  /** Answers whose activity is known and has no open end leave here. */
  Vertex<Question, Answer> lineage() {
    return lineage;
  }

  /** Activities that had an open end leave here. */
  Vertex<GapInput, Activity> gaps() {
    return gaps;
  }

  /** What makes cases of the findings. */
  public BuildCases cases() {
    return cases;
  }

  /** The detections, named by their ids; findings leave from each. */
  public List<Vertex<?, JudgedFinding>> detections() {
    return List.copyOf(detections);
  }
}
