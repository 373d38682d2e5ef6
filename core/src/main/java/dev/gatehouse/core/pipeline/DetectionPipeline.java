package dev.gatehouse.core.pipeline;

import dev.gatehouse.core.baseline.BaselineSetup;
import dev.gatehouse.core.baseline.anomaly.Anomaly;
import dev.gatehouse.core.baseline.anomaly.Signal;
import dev.gatehouse.core.baseline.feature.Subject;
import dev.gatehouse.core.baseline.feature.SubjectActivity;
import dev.gatehouse.core.baseline.peer.ComparePeers;
import dev.gatehouse.core.cases.BuildCases;
import dev.gatehouse.core.detect.About;
import dev.gatehouse.core.detect.BehaviourDetector;
import dev.gatehouse.core.detect.Call;
import dev.gatehouse.core.detect.Calls;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.LineageInput;
import dev.gatehouse.core.lineage.LineageOutput;
import dev.gatehouse.core.lineage.ResolveLineage;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.Topology;
import dev.gatehouse.core.stage.Topology.Choice;
import dev.gatehouse.core.stage.Topology.Input;
import dev.gatehouse.core.stage.Topology.Loop;
import dev.gatehouse.core.stage.Topology.Vertex;
import dev.gatehouse.core.stage.Topology.Wanted;
import dev.gatehouse.trail.TrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
  private final Vertex<LineageInput, LineageOutput> lineage;
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
      BaselineSetup baselines,
      FindingPolicy policy,
      Instant begin) {
    this(detections, baselines, policy, begin, ResolveLineage.LOOKUPS_MAX);
  }

  /**
   * @param lookupsMax most lookups for the lineage of an event, up to {@link
   *     ResolveLineage#LOOKUPS_MAX}
   */
  public DetectionPipeline(
      List<? extends Detection> detections,
      BaselineSetup baselines,
      FindingPolicy policy,
      Instant begin,
      int lookupsMax) {
    lineage =
        topology.add(
            new Vertex<>(
                "lineage",
                () -> new ResolveLineage(lookupsMax),
                new Loop<>(LineageOutput::next, input -> input.fact() != null, lookupsMax - 1)));
    gaps = topology.add("gaps", ExplainGaps::new);
    topology.source(lineage, DetectionPipeline::lineageInputs);
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
        Calls calls = detector.calls();
        Choice<Object> choice = call -> calls.test((Call) call);
        topology.connect(
            lineage,
            vertex,
            LineageOutput::activity,
            new Wanted<>(answer -> call(ExplainGaps.closed(answer.activity())), choice));
        topology.connect(
            gaps, vertex, activity -> activity, new Wanted<>(DetectionPipeline::call, choice));
      }
    }
    if (!behaviours.isEmpty()) {
      judgeBehaviour(behaviours, baselines, policy, begin);
    }
  }

  private static @Nullable Call call(@Nullable Activity activity) {
    return activity == null ? null : Call.of(activity.event());
  }

  private static List<Input<LineageInput>> lineageInputs(TrailEvent event) {
    return ResolveLineage.inputs(event).stream()
        .map(input -> new Input<>(event.time(), event.id(), input))
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
      BaselineSetup baselines,
      FindingPolicy policy,
      Instant begin) {
    Vertex<SubjectActivity, Anomaly> baseline = topology.add("baseline", baselines::stage);
    for (Subject.Kind kind : Subject.Kind.values()) {
      topology.connect(
          lineage,
          baseline,
          answer -> SubjectActivity.of(kind, ExplainGaps.closed(answer.activity())));
      topology.connect(gaps, baseline, activity -> SubjectActivity.of(kind, activity));
    }
    Vertex<Anomaly, Anomaly> group =
        topology.add("peers", () -> new ComparePeers(ComparePeers.Scope.GROUP, baselines.estate()));
    Vertex<Anomaly, Anomaly> organization =
        topology.add(
            "organization",
            () -> new ComparePeers(ComparePeers.Scope.ORGANIZATION, baselines.estate()));
    topology.connect(baseline, group, anomaly -> isNewValue(anomaly) ? anomaly : null);
    topology.connect(group, organization, anomaly -> anomaly);
    for (BehaviourDetector<?> behaviour : behaviours) {
      Vertex<Anomaly, JudgedFinding> vertex =
          detection(behaviour, () -> RunDetection.of(behaviour, policy, begin));
      topology.connect(baseline, vertex, anomaly -> isNewValue(anomaly) ? null : anomaly);
      topology.connect(organization, vertex, anomaly -> anomaly);
    }
  }

  private static boolean isNewValue(Anomaly anomaly) {
    return anomaly.signal().kind() == Signal.Kind.NEW_VALUE;
  }

  /** Stages and edges. */
  public Topology<TrailEvent> topology() {
    return topology;
  }

  /** Answers whose activity is known and has no open end leave here. */
  Vertex<LineageInput, LineageOutput> lineage() {
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
