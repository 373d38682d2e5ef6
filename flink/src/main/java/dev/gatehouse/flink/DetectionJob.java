package dev.gatehouse.flink;

import dev.gatehouse.core.baseline.Baselines;
import dev.gatehouse.core.baseline.ConsiderPeers;
import dev.gatehouse.core.baseline.Deviation;
import dev.gatehouse.core.baseline.Observed;
import dev.gatehouse.core.baseline.Signal;
import dev.gatehouse.core.baseline.Subject;
import dev.gatehouse.core.detect.BehaviourDetector;
import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.detect.Detector;
import dev.gatehouse.core.detect.Finding;
import dev.gatehouse.core.detect.GuardedDetector;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Answer;
import dev.gatehouse.core.lineage.Question;
import dev.gatehouse.core.lineage.ResolveLineage;
import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.trail.TrailEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Events in, settled findings out: the stages that {@link dev.gatehouse.core.detect.Analysis} wires
 * in one process, wired to a Flink job.
 */
public final class DetectionJob {
  private DetectionJob() {}

  /** What an event puts into the job. */
  public static List<Change<Question>> inputs(TrailEvent event) {
    List<Change<Question>> inputs = new ArrayList<>();
    for (Question question : ResolveLineage.questions(event)) {
      inputs.add(StagePipeline.input(event.time(), event.id(), question));
    }
    return inputs;
  }

  /** The findings of all detections of {@code set}, each once nothing can change it. */
  public static DataStream<Change<Finding>> settled(
      StagePipeline pipeline, Feed<Question> questions, DetectionSet set) {
    Staged<Question, Answer> lineage =
        pipeline.unrolled(
            "lineage",
            ResolveLineage::new,
            questions,
            ResolveLineage.ASKS_MAX,
            question -> question.fact() != null,
            Answer::next);
    List<DataStream<Change<Finding>>> findings = new ArrayList<>();
    List<String> behaviours = new ArrayList<>();
    for (Detection detection : set.detections()) {
      String id = detection.about().id();
      if (detection instanceof Detector<?>) {
        StageFactory<Activity, Finding> factory = () -> detector(set, id);
        findings.add(pipeline.stage(id, factory, lineage.to(Answer::activity)).settled());
      } else {
        behaviours.add(id);
      }
    }
    if (!behaviours.isEmpty()) {
      findings.addAll(behaviours(pipeline, lineage, set, behaviours));
    }
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("A job needs at least one detection.");
    }
    DataStream<Change<Finding>> all = findings.get(0);
    for (DataStream<Change<Finding>> more : findings.subList(1, findings.size())) {
      all = all.union(more);
    }
    return all;
  }

  private static List<DataStream<Change<Finding>>> behaviours(
      StagePipeline pipeline,
      Staged<Question, Answer> lineage,
      DetectionSet set,
      List<String> ids) {
    Feed<Observed> observed = null;
    for (Subject.Kind kind : Subject.Kind.values()) {
      Feed<Observed> part = lineage.to(answer -> Observed.of(kind, answer.activity()));
      observed = observed == null ? part : observed.and(part);
    }
    if (observed == null) {
      throw new IllegalStateException("A call has subjects.");
    }
    Staged<Observed, Deviation> baseline =
        pipeline.stage("baseline", () -> Baselines.of(set.estate()).stage(), observed);
    Staged<Deviation, Deviation> group =
        pipeline.stage(
            "peers",
            () -> new ConsiderPeers(ConsiderPeers.Scope.GROUP, set.estate()),
            baseline.to(deviation -> isNewValue(deviation) ? deviation : null));
    Staged<Deviation, Deviation> organization =
        pipeline.stage(
            "organization",
            () -> new ConsiderPeers(ConsiderPeers.Scope.ORGANIZATION, set.estate()),
            group.to(deviation -> deviation));
    List<DataStream<Change<Finding>>> findings = new ArrayList<>();
    for (String id : ids) {
      Feed<Deviation> deviations =
          baseline
              .<Deviation>to(deviation -> isNewValue(deviation) ? null : deviation)
              .and(organization.to(deviation -> deviation));
      StageFactory<Deviation, Finding> factory = () -> behaviour(set, id);
      findings.add(pipeline.stage(id, factory, deviations).settled());
    }
    return findings;
  }

  private static Stage<Activity, ?, Finding> detector(DetectionSet set, String id) {
    return GuardedDetector.of((Detector<?>) set.detection(id));
  }

  private static Stage<Deviation, ?, Finding> behaviour(DetectionSet set, String id) {
    return GuardedDetector.of((BehaviourDetector<?>) set.detection(id));
  }

  private static boolean isNewValue(Deviation deviation) {
    return deviation.signal().kind() == Signal.Kind.NEW_VALUE;
  }
}
