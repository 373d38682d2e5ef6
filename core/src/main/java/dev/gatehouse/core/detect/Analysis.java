package dev.gatehouse.core.detect;

import dev.gatehouse.core.baseline.Baselines;
import dev.gatehouse.core.baseline.ConsiderPeers;
import dev.gatehouse.core.baseline.Deviation;
import dev.gatehouse.core.baseline.Observed;
import dev.gatehouse.core.baseline.Signal;
import dev.gatehouse.core.baseline.Subject;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.FindingState;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Answer;
import dev.gatehouse.core.lineage.Gap;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.lineage.Question;
import dev.gatehouse.core.lineage.ResolveLineage;
import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.Node;
import dev.gatehouse.core.stage.Runner;
import dev.gatehouse.trail.TrailEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Events in, explained findings out: lineage, baselines and every detection, run in one process.
 *
 * <p>{@link #offer} takes events in any order, thousands at a time; {@link #reach} says how far
 * time has come; {@link #finish} settles everything. Events may be offered again: an event is known
 * by its id and time. Calls come from one thread.
 */
public final class Analysis implements AutoCloseable {
  private final Runner runner;
  private final Node<Question, Answer> lineage;
  private final List<GuardedDetector<?, ?>> detectors = new ArrayList<>();
  private final Map<String, FindingState> findings = new TreeMap<>();
  private final List<Consumer<Activity>> settledActivities = new ArrayList<>();
  private final Map<Gap.Kind, Long> gaps = new EnumMap<>(Gap.Kind.class);
  private long events;
  private long temporary;
  private long linked;

  /**
   * @param detections those to run; their ids differ. Baselines are kept if one asks for them
   * @param baselines what baselines are kept by
   * @param lateness how long after newer events an event is still accepted
   * @param threads how many cores to fold on
   * @param liveMax bound on inputs kept live over all stages; see {@link Runner}
   */
  public Analysis(
      List<? extends Detection> detections,
      Baselines baselines,
      Duration lateness,
      int threads,
      long liveMax) {
    runner = new Runner(threads, lateness, liveMax);
    lineage = runner.add("lineage", new ResolveLineage());
    lineage.to(lineage, Answer::next);
    lineage.to(
        new Node.Sink<>() {
          @Override
          public void changed(Change<Answer> change) {}

          @Override
          public void settled(Change<Answer> change) {
            Activity activity = change.value().activity();
            if (activity != null) {
              settle(activity);
            }
          }
        });
    List<BehaviourDetector<?>> behaviours = new ArrayList<>();
    for (Detection detection : detections) {
      if (detection instanceof BehaviourDetector<?> behaviour) {
        behaviours.add(behaviour);
      } else if (detection instanceof Detector<?> detector) {
        add(detector);
      }
    }
    if (!behaviours.isEmpty()) {
      addBaselines(baselines, behaviours);
    }
  }

  private <M> void add(Detector<M> detector) {
    lineage.to(node(GuardedDetector.of(detector)), Answer::activity);
  }

  /**
   * Baselines and those who judge by them. A new value is first shown to the peers; what is counted
   * or timed is the subject's own affair.
   */
  private void addBaselines(Baselines baselines, List<BehaviourDetector<?>> behaviours) {
    Node<Observed, Deviation> baseline = runner.add("baseline", baselines.stage());
    for (Subject.Kind kind : Subject.Kind.values()) {
      lineage.to(baseline, answer -> Observed.of(kind, answer.activity()));
    }
    Node<Deviation, Deviation> group =
        runner.add("peers", new ConsiderPeers(ConsiderPeers.Scope.GROUP, baselines.estate()));
    Node<Deviation, Deviation> organization =
        runner.add(
            "organization",
            new ConsiderPeers(ConsiderPeers.Scope.ORGANIZATION, baselines.estate()));
    baseline.to(group, deviation -> isNewValue(deviation) ? deviation : null);
    group.to(organization, deviation -> deviation);
    for (BehaviourDetector<?> behaviour : behaviours) {
      Node<Deviation, Finding> node = node(GuardedDetector.of(behaviour));
      baseline.to(node, deviation -> isNewValue(deviation) ? null : deviation);
      organization.to(node, deviation -> deviation);
    }
  }

  private static boolean isNewValue(Deviation deviation) {
    return deviation.signal().kind() == Signal.Kind.NEW_VALUE;
  }

  private <I> Node<I, Finding> node(GuardedDetector<I, ?> guarded) {
    detectors.add(guarded);
    Node<I, Finding> node = runner.add(guarded.id(), guarded);
    node.to(
        new Node.Sink<>() {
          @Override
          public void changed(Change<Finding> change) {
            revise(change);
          }

          @Override
          public void settled(Change<Finding> change) {
            findings.computeIfPresent(
                change.value().id(),
                (id, state) ->
                    new FindingState(change.value(), state.revision(), FindingState.State.SETTLED));
          }
        });
    return node;
  }

  private void revise(Change<Finding> change) {
    FindingState before = findings.get(change.value().id());
    int revision = before == null ? 0 : before.revision();
    findings.put(
        change.value().id(),
        change.withdrawn()
            ? new FindingState(change.value(), revision, FindingState.State.WITHDRAWN)
            : new FindingState(change.value(), revision + 1, FindingState.State.PROVISIONAL));
  }

  private void settle(Activity activity) {
    events++;
    if (isTemporary(activity)) {
      temporary++;
      for (Gap gap : activity.lineage().gaps()) {
        gaps.merge(gap.kind(), 1L, Long::sum);
      }
      if (activity.lineage().originType() != OriginType.UNKNOWN) {
        linked++;
      }
    }
    settledActivities.forEach(consumer -> consumer.accept(activity));
  }

  /** Whether the event was made with temporary credentials, and so has a way home to be found. */
  public static boolean isTemporary(Activity activity) {
    return !activity.lineage().hops().isEmpty()
        || activity.event().userIdentity().session() != null;
  }

  /**
   * Hands every activity to {@code consumer} once its lineage is settled; the order is that of
   * sealing, by the hour.
   */
  public void onSettledActivity(Consumer<Activity> consumer) {
    settledActivities.add(consumer);
  }

  /** Takes in one arrival batch, best some thousand events. */
  public void offer(Collection<TrailEvent> batch) {
    for (TrailEvent event : batch) {
      List<Question> questions = ResolveLineage.questions(event);
      for (Question question : questions) {
        if (!runner.offer(lineage, event.time(), event.id(), question)) {
          break; // too late: counted once by the runner
        }
      }
    }
    runner.run();
  }

  /** No source will deliver anything earlier than lateness before {@code time}. */
  public void reach(Instant time) {
    runner.reach(time);
  }

  /** Settles everything; nothing may be offered afterwards. */
  public void finish() {
    runner.finish();
  }

  /**
   * Every finding that was ever said, withdrawn ones too, in the order of {@link Finding#raised},
   * then id.
   */
  public List<FindingState> findings() {
    return findings.values().stream()
        .sorted(
            Comparator.comparing((FindingState state) -> state.finding().raised())
                .thenComparing(state -> state.finding().id()))
        .toList();
  }

  /** Writes the memory of all stages. The findings said so far are the caller's to keep. */
  public void save(OutputStream out) throws IOException {
    runner.save(out);
  }

  /**
   * Takes up what {@link #save} wrote, before anything is offered. {@code said} are the findings
   * that stood then.
   */
  public void restore(InputStream in, Collection<FindingState> said) throws IOException {
    runner.restore(in);
    said.forEach(state -> findings.put(state.finding().id(), state));
  }

  /** What has happened so far. */
  public Counts counts() {
    Map<String, String> broken = new TreeMap<>();
    for (GuardedDetector<?, ?> detector : detectors) {
      String first = detector.firstFailure();
      if (first != null) {
        broken.put(detector.id(), detector.failures() + " records failed; the first: " + first);
      }
    }
    return new Counts(
        events, runner.late(), runner.sealedEarly(), temporary, linked, Map.copyOf(gaps), broken);
  }

  /**
   * Counts of an analysis.
   *
   * @param events settled events
   * @param late events that came later than lateness and were not judged
   * @param sealedEarly how often the bound on memory made sealing come earlier than lateness
   * @param temporary events made with temporary credentials
   * @param linked those whose origin is known
   * @param gaps how many of them have which gap
   * @param broken detections that threw, with the first failure of each
   */
  public record Counts(
      long events,
      long late,
      long sealedEarly,
      long temporary,
      long linked,
      Map<Gap.Kind, Long> gaps,
      Map<String, String> broken) {}

  @Override
  public void close() {
    runner.close();
  }
}
