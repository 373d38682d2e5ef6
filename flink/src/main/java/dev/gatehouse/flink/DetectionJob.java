package dev.gatehouse.flink;

import dev.gatehouse.core.baseline.ConsiderPeers;
import dev.gatehouse.core.baseline.Deviation;
import dev.gatehouse.core.baseline.Observed;
import dev.gatehouse.core.baseline.Signal;
import dev.gatehouse.core.baseline.Subject;
import dev.gatehouse.core.detect.BehaviourDetector;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.detect.GuardedDetector;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Answer;
import dev.gatehouse.core.lineage.Question;
import dev.gatehouse.core.lineage.ResolveLineage;
import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.trail.TrailEvent;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Events in, settled findings out: the stages that {@link dev.gatehouse.core.detect.Analysis} wires
 * in one process, wired to a Flink job. One job serves any number of organizations, each judged on
 * its own.
 */
public final class DetectionJob {
  private DetectionJob() {}

  /** What an event of an organization puts into the job. */
  public static List<Change<Belonging<Question>>> inputs(String organization, TrailEvent event) {
    List<Change<Belonging<Question>>> inputs = new ArrayList<>();
    for (Question question : ResolveLineage.questions(event)) {
      inputs.add(
          StagePipeline.input(event.time(), event.id(), new Belonging<>(organization, question)));
    }
    return inputs;
  }

  /** What carries {@link #inputs}. */
  public static CodecTypeInfo<Change<Belonging<Question>>> inputType() {
    return CodecTypeInfo.inputs(each(organization -> new ResolveLineage()));
  }

  /** The findings of all detections of {@code set}, each once nothing can change it. */
  public static DataStream<Change<Belonging<Finding>>> settled(
      StagePipeline pipeline, Feed<Belonging<Question>> questions, DetectionSet set) {
    Staged<Belonging<Question>, Belonging<Answer>> lineage =
        pipeline.unrolled(
            "lineage",
            each(organization -> new ResolveLineage(set.asksMax())),
            questions,
            set.asksMax() - 1,
            question -> question.value().fact() != null,
            Belonging.within(Answer::next));
    List<DataStream<Change<Belonging<Finding>>>> findings = new ArrayList<>();
    List<String> behaviours = new ArrayList<>();
    for (Detection detection : set.detections()) {
      String id = detection.about().id();
      if (detection instanceof Detector<?>) {
        Feed<Belonging<Activity>> activities = lineage.to(Belonging.within(Answer::activity));
        findings.add(
            pipeline
                .stage(id, each(organization -> detector(set, organization, id)), activities)
                .settled());
      } else {
        behaviours.add(id);
      }
    }
    if (!behaviours.isEmpty()) {
      findings.addAll(behaviours(pipeline, lineage, set, behaviours));
    }
    return findings.stream()
        .reduce((one, other) -> one.union(other))
        .orElseThrow(() -> new IllegalArgumentException("A job needs at least one detection."));
  }

  private static List<DataStream<Change<Belonging<Finding>>>> behaviours(
      StagePipeline pipeline,
      Staged<?, Belonging<Answer>> lineage,
      DetectionSet set,
      List<String> ids) {
    Feed<Belonging<Observed>> observed =
        Arrays.stream(Subject.Kind.values())
            .map(kind -> lineage.to(observed(kind)))
            .reduce(Feed::and)
            .orElseThrow();
    Staged<Belonging<Observed>, Belonging<Deviation>> baseline =
        pipeline.stage(
            "baseline", each(organization -> set.baselines(organization).stage()), observed);
    Staged<Belonging<Deviation>, Belonging<Deviation>> group =
        pipeline.stage(
            "peers",
            peers(set, ConsiderPeers.Scope.GROUP),
            baseline.to(Belonging.within(deviation -> isNewValue(deviation) ? deviation : null)));
    Staged<Belonging<Deviation>, Belonging<Deviation>> organization =
        pipeline.stage(
            "organization",
            peers(set, ConsiderPeers.Scope.ORGANIZATION),
            group.to(deviation -> deviation));
    List<DataStream<Change<Belonging<Finding>>>> findings = new ArrayList<>();
    for (String id : ids) {
      Feed<Belonging<Deviation>> deviations =
          baseline
              .to(
                  Belonging.<Deviation, Deviation>within(
                      deviation -> isNewValue(deviation) ? null : deviation))
              .and(organization.to(deviation -> deviation));
      findings.add(
          pipeline.stage(id, each(name -> behaviour(set, name, id)), deviations).settled());
    }
    return findings;
  }

  /** Makes the stage of one organization. */
  @FunctionalInterface
  private interface ForOrganization<I, O> extends Serializable {
    Stage<I, ?, O> stage(String organization);
  }

  private static <I, O> StageFactory<Belonging<I>, Belonging<O>> each(ForOrganization<I, O> maker) {
    return () -> PerOrganization.of(maker::stage);
  }

  private static Turn<Belonging<Answer>, Belonging<Observed>> observed(Subject.Kind kind) {
    return Belonging.within(answer -> Observed.of(kind, answer.activity()));
  }

  private static StageFactory<Belonging<Deviation>, Belonging<Deviation>> peers(
      DetectionSet set, ConsiderPeers.Scope scope) {
    return each(organization -> new ConsiderPeers(scope, set.estate(organization)));
  }

  private static Stage<Activity, ?, Finding> detector(
      DetectionSet set, String organization, String id) {
    return GuardedDetector.of((Detector<?>) set.detection(organization, id));
  }

  private static Stage<Deviation, ?, Finding> behaviour(
      DetectionSet set, String organization, String id) {
    return GuardedDetector.of((BehaviourDetector<?>) set.detection(organization, id));
  }

  private static boolean isNewValue(Deviation deviation) {
    return deviation.signal().kind() == Signal.Kind.NEW_VALUE;
  }
}
