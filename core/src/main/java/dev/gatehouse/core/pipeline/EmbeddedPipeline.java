package dev.gatehouse.core.pipeline;

import dev.gatehouse.core.cases.CaseBook;
import dev.gatehouse.core.cases.CaseBounds;
import dev.gatehouse.core.cases.CaseListener;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.lineage.Activity;
import dev.gatehouse.core.lineage.Gap;
import dev.gatehouse.core.lineage.OriginType;
import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.Node;
import dev.gatehouse.core.stage.Runner;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.Topology.Edge;
import dev.gatehouse.core.stage.Topology.Input;
import dev.gatehouse.core.stage.Topology.Loop;
import dev.gatehouse.core.stage.Topology.Source;
import dev.gatehouse.core.stage.Topology.Spread;
import dev.gatehouse.core.stage.Topology.Vertex;
import dev.gatehouse.trail.TrailEvent;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The detection pipeline in one process.
 *
 * <p>{@link #offer} takes events in any order, thousands at a time; {@link #reach} says how far
 * time has come; {@link #finish} settles everything. Events may be offered again: an event is known
 * by its id and time. Findings and cases leave through listeners, and what is settled is forgotten.
 * Calls come from one thread.
 */
public final class EmbeddedPipeline implements AutoCloseable {
  private final Runner runner;
  private final DetectionPipeline pipeline;
  private final Map<String, Node<?, ?>> nodes = new HashMap<>();
  private final List<Entrance<?>> entrances;
  private final Map<String, RunDetection<?, ?>> detections = new TreeMap<>();
  private final List<FindingListener> findingListeners = new ArrayList<>();
  private final List<Consumer<Activity>> activityListeners = new ArrayList<>();
  private final FindingLedger ledger = new FindingLedger(findingListeners);
  private final Map<Gap.Kind, Long> gaps = new EnumMap<>(Gap.Kind.class);
  private final Map<Gap.Kind, Long> gapsOfLinked = new EnumMap<>(Gap.Kind.class);
  private @Nullable CaseBook cases;
  private CaseListener caseListener = state -> {};
  private long events;
  private long temporary;
  private long linked;

  /**
   * @param lateness how long after newer events an event is still accepted
   * @param threads how many cores to fold on
   * @param liveMax bound on inputs kept live over all stages; see {@link Runner}
   */
  public EmbeddedPipeline(
      DetectionPipeline pipeline, Duration lateness, int threads, long liveMax) {
    this.pipeline = pipeline;
    runner = new Runner(threads, lateness, liveMax);
    pipeline.topology().vertices().forEach(this::add);
    pipeline.topology().edges().forEach(this::connect);
    entrances = pipeline.topology().sources().stream().<Entrance<?>>map(Entrance::new).toList();
    node(pipeline.lineage()).to(settled(answer -> settle(ExplainGaps.closed(answer.activity()))));
    node(pipeline.gaps()).to(settled(this::settle));
    for (Vertex<?, JudgedFinding> vertex : pipeline.detections()) {
      node(vertex).to(ledger);
    }
  }

  private <I, O> void add(Vertex<I, O> vertex) {
    Stage<I, ?, O> stage = vertex.stage();
    if (stage instanceof RunDetection<?, ?> detection) {
      detections.put(vertex.name(), detection);
    }
    Node<I, O> node = runner.add(vertex.name(), stage);
    nodes.put(vertex.name(), node);
    Loop<I, O> loop = vertex.loop();
    if (loop != null) {
      node.to(node, loop.unfinished()::apply);
    }
  }

  private <O, I> void connect(Edge<O, I> edge) {
    node(edge.from()).to(node(edge.to()), edge.turn()::apply, edge.wanted());
  }

  @SuppressWarnings("unchecked")
  private <I, O> Node<I, O> node(Vertex<I, O> vertex) {
    return (Node<I, O>) Objects.requireNonNull(nodes.get(vertex.name()));
  }

  private static <O> Node.Sink<O> settled(Consumer<O> consumer) {
    return new Node.Sink<>() {
      @Override
      public void changed(Change<O> change) {}

      @Override
      public void settled(Change<O> change) {
        consumer.accept(change.value());
      }
    };
  }

  private void settle(@Nullable Activity activity) {
    if (activity == null) {
      return;
    }
    events++;
    if (activity.isTemporary()) {
      temporary++;
      boolean isLinked = activity.lineage().originType() != OriginType.UNKNOWN;
      linked += isLinked ? 1 : 0;
      List<Gap> open = activity.lineage().gaps();
      if (!open.isEmpty()) {
        (isLinked ? gapsOfLinked : gaps).merge(open.get(0).kind(), 1L, Long::sum);
      }
    }
    activityListeners.forEach(consumer -> consumer.accept(activity));
  }

  /**
   * Hands every activity to {@code consumer} once its lineage is settled; the order is that of
   * sealing, by the hour.
   */
  public void onSettledActivity(Consumer<Activity> consumer) {
    activityListeners.add(consumer);
  }

  /** Hands findings to {@code listener}, with each arrival batch and as time goes on. */
  public void onFinding(FindingListener listener) {
    findingListeners.add(listener);
  }

  /**
   * Builds cases of the findings that count, and hands them to {@code listener} in the same way.
   *
   * @param which findings cases are made of
   */
  public void onCase(Predicate<Finding> which, CaseListener listener) {
    CaseBook book = new CaseBook(pipeline.cases(), CaseBounds.DEFAULT);
    cases = book;
    caseListener = listener;
    onFinding(
        (state, counts) ->
            book.change(counts && which.test(state.finding()) ? state : state.withdrawn()));
  }

  /** Takes in one arrival batch, best some thousand events. */
  public void offer(Collection<TrailEvent> batch) {
    for (TrailEvent event : batch) {
      for (Entrance<?> entrance : entrances) {
        if (!entrance.offer(event)) {
          break; // too late: counted once by the runner
        }
      }
    }
    runner.run();
    ledger.tell();
    if (cases != null) {
      cases.tell(caseListener);
    }
  }

  /** Where events come in, with the node they come to. */
  private final class Entrance<I> {
    private final Spread<TrailEvent, I> inputs;
    private final Node<I, ?> node;

    Entrance(Source<TrailEvent, I> source) {
      this.inputs = source.inputs();
      this.node = node(source.to());
    }

    boolean offer(TrailEvent event) {
      for (Input<I> input : inputs.apply(event)) {
        if (!runner.offer(node, input.time(), input.id(), input.value())) {
          return false;
        }
      }
      return true;
    }
  }

  /** No source will deliver anything earlier than lateness before {@code time}. */
  public void reach(Instant time) {
    runner.reach(time);
    Instant sealed = sealedTo();
    ledger.forget(sealed);
    if (cases != null) {
      cases.seal(sealed, caseListener);
    }
  }

  /** No finding that is raised before can come any more. */
  private Instant sealedTo() {
    return pipeline.detections().stream()
        .map(vertex -> runner.sealedTo(node(vertex)))
        .min(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  /** Settles everything; nothing may be offered afterwards. */
  public void finish() {
    runner.run();
    ledger.tell();
    runner.finish();
    if (cases != null) {
      cases.finish(caseListener);
    }
  }

  /** Writes the memory of all stages, and that of cases if they are built. */
  public void save(OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    ledger.save(data);
    data.writeBoolean(cases != null);
    if (cases != null) {
      cases.save(data);
    }
    data.flush();
    runner.save(out);
  }

  /** Takes up what {@link #save} wrote, before anything is offered. */
  public void restore(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    ledger.restore(data);
    if (data.readBoolean() != (cases != null)) {
      throw new IOException("The snapshot was made with cases or is wanted with them, not both.");
    }
    if (cases != null) {
      cases.restore(data);
    }
    runner.restore(in);
  }

  /** What has happened so far. */
  public Counts counts() {
    Map<String, String> broken = new TreeMap<>();
    detections.forEach(
        (id, detection) -> {
          String failure = detection.failure();
          if (failure != null) {
            broken.put(id, failure);
          }
        });
    return new Counts(
        events,
        runner.late(),
        runner.sealedEarly(),
        temporary,
        linked,
        Map.copyOf(gaps),
        Map.copyOf(gapsOfLinked),
        broken,
        cases == null ? CaseBook.Counts.NONE : cases.counts());
  }

  /**
   * Counts of a run.
   *
   * @param events settled events
   * @param late events that came later than lateness and were not judged
   * @param sealedEarly how often the bound on memory made sealing come earlier than lateness
   * @param temporary events made with temporary credentials
   * @param linked those whose origin is known
   * @param gaps how many others there are, by their first gap
   * @param gapsOfLinked how many of those whose origin is known have a gap on the way, by the first
   * @param broken detections that threw, with the first failure of each
   * @param cases how full the memory of cases is
   */
  public record Counts(
      long events,
      long late,
      long sealedEarly,
      long temporary,
      long linked,
      Map<Gap.Kind, Long> gaps,
      Map<Gap.Kind, Long> gapsOfLinked,
      Map<String, String> broken,
      CaseBook.Counts cases) {}

  @Override
  public void close() {
    runner.close();
  }
}
