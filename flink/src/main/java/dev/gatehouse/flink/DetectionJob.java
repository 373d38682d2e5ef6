package dev.gatehouse.flink;

import dev.gatehouse.core.cases.CaseState;
import dev.gatehouse.core.pipeline.DetectionPipeline;
import dev.gatehouse.core.pipeline.JudgedFinding;
import dev.gatehouse.core.stage.Change;
import dev.gatehouse.core.stage.GenericType;
import dev.gatehouse.core.stage.Stage;
import dev.gatehouse.core.stage.Topology.Choice;
import dev.gatehouse.core.stage.Topology.Edge;
import dev.gatehouse.core.stage.Topology.Input;
import dev.gatehouse.core.stage.Topology.Loop;
import dev.gatehouse.core.stage.Topology.Source;
import dev.gatehouse.core.stage.Topology.Spread;
import dev.gatehouse.core.stage.Topology.Vertex;
import dev.gatehouse.trail.TrailEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.jspecify.annotations.Nullable;

/**
 * Events in, findings and cases out: {@link DetectionPipeline} as a Flink job. One job serves any
 * number of organizations, each judged on its own.
 */
public final class DetectionJob {
  private final StagePipeline pipeline;
  private final Organizations organizations;
  private final DetectionPipeline described;
  private final Map<String, Feed<?>> feeds = new HashMap<>();
  private final Map<String, Staged<?, ?>> staged = new HashMap<>();

  /**
   * Wires a job.
   *
   * @param events made by {@link #event}, with their watermarks
   */
  public DetectionJob(
      StagePipeline pipeline,
      DataStream<Change<Belonging<TrailEvent>>> events,
      Organizations organizations) {
    this.pipeline = pipeline;
    this.organizations = organizations;
    this.described = organizations.all();
    described.topology().sources().forEach(source -> feed(events, source));
    for (Vertex<?, ?> vertex : described.topology().vertices()) {
      described.topology().edges().stream()
          .filter(edge -> edge.to().equals(vertex))
          .forEach(this::feed);
      add(vertex);
    }
  }

  /** One event of an organization. */
  public static Change<Belonging<TrailEvent>> event(String organization, TrailEvent event) {
    return StagePipeline.input(event.time(), event.id(), new Belonging<>(organization, event));
  }

  /** What carries {@link #event}. */
  public static CodecTypeInfo<Change<Belonging<TrailEvent>>> eventType() {
    return CodecTypeInfo.change(GenericType.of(Belonging.class, TrailEvent.class));
  }

  private <I> void feed(
      DataStream<Change<Belonging<TrailEvent>>> events, Source<TrailEvent, I> source) {
    Spread<TrailEvent, I> spread = source.inputs();
    FlatMapFunction<Change<Belonging<TrailEvent>>, Change<Belonging<I>>> spreading =
        (event, out) -> {
          String organization = event.value().organization();
          for (Input<I> input : spread.apply(event.value().value())) {
            Belonging<I> belonging = new Belonging<>(organization, input.value());
            out.collect(StagePipeline.input(input.time(), input.id(), belonging));
          }
        };
    feed(
        source.to(),
        Feed.of(
            events
                .flatMap(spreading, CodecTypeInfo.inputs(each(source.to())))
                .name("into " + source.to().name())));
  }

  private <O, I> void feed(Edge<O, I> edge) {
    feed(edge.to(), this.<O>staged(edge.from()).to(Belonging.within(edge.turnWanted())));
  }

  private <I> void feed(Vertex<I, ?> to, Feed<Belonging<I>> more) {
    Feed<Belonging<I>> before = feedOf(to);
    feeds.put(to.name(), before == null ? more : before.and(more));
  }

  @SuppressWarnings("unchecked")
  private <I> @Nullable Feed<Belonging<I>> feedOf(Vertex<I, ?> to) {
    return (Feed<Belonging<I>>) feeds.get(to.name());
  }

  private <I, O> void add(Vertex<I, O> vertex) {
    Feed<Belonging<I>> feed = Objects.requireNonNull(feedOf(vertex));
    Loop<I, O> loop = vertex.loop();
    if (loop == null) {
      staged.put(vertex.name(), pipeline.stage(vertex.name(), each(vertex), feed));
      return;
    }
    Choice<I> fact = loop.fact();
    staged.put(
        vertex.name(),
        pipeline.unrolled(
            vertex.name(),
            each(vertex),
            feed,
            loop.timesMax(),
            input -> fact.test(input.value()),
            Belonging.within(loop.unfinished())));
  }

  @SuppressWarnings("unchecked")
  private <O> Staged<?, Belonging<O>> staged(Vertex<?, O> vertex) {
    return (Staged<?, Belonging<O>>) Objects.requireNonNull(staged.get(vertex.name()));
  }

  /** The stage of a place, for whatever organization. */
  private <I, O> StageFactory<Belonging<I>, Belonging<O>> each(Vertex<I, O> vertex) {
    Organizations all = organizations;
    String name = vertex.name();
    return () -> PerOrganization.of(organization -> stage(all, organization, name));
  }

  @SuppressWarnings("unchecked")
  private static <I, O> @Nullable Stage<I, ?, O> stage(
      Organizations all, String organization, String name) {
    return (Stage<I, ?, O>) all.stage(organization, name);
  }

  /** Findings as soon as they hold, and again when they hold no more. */
  public DataStream<Change<Belonging<JudgedFinding>>> findings() {
    return ofDetections(Staged::changes);
  }

  /** Findings that nothing arriving from now on can change. */
  public DataStream<Change<Belonging<JudgedFinding>>> settledFindings() {
    return ofDetections(Staged::settled);
  }

  /**
   * Cases as soon as they hold, in each new form, when they hold no more, and when they are
   * settled.
   */
  public DataStream<Belonging<CaseState>> cases() {
    CodecTypeInfo<Belonging<FindingInput>> type = belonging(FindingInput.class);
    DataStream<Belonging<FindingInput>> findings =
        findings()
            .map(change -> FindingInput.of(change, false), type)
            .name("findings for cases")
            .union(
                settledFindings()
                    .map(change -> FindingInput.of(change, true), type)
                    .name("settled findings for cases"));
    Duration behind =
        described.detections().stream()
            .map(vertex -> staged(vertex).behind())
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return findings
        .keyBy(Belonging::organization, Types.STRING)
        .transform("cases", belonging(CaseState.class), new CaseOperator(organizations, behind))
        .uid("cases");
  }

  private static <T> CodecTypeInfo<Belonging<T>> belonging(Class<T> type) {
    return CodecTypeInfo.forType(GenericType.of(Belonging.class, type));
  }

  private DataStream<Change<Belonging<JudgedFinding>>> ofDetections(
      Function<Staged<?, Belonging<JudgedFinding>>, DataStream<Change<Belonging<JudgedFinding>>>>
          stream) {
    return described.detections().stream()
        .map(vertex -> stream.apply(staged(vertex)))
        .reduce((one, other) -> one.union(other))
        .orElseThrow(() -> new IllegalStateException("A job needs at least one detection."));
  }
}
