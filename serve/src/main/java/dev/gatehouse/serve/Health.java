package dev.gatehouse.serve;

import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.policy.json.JsonMap;
import dev.gatehouse.policy.json.JsonWriter;
import dev.gatehouse.serve.evidence.IndexEvidence;
import dev.gatehouse.serve.http.HealthReport;
import dev.gatehouse.serve.intake.Frame;
import dev.gatehouse.serve.intake.Intake;
import dev.gatehouse.serve.intake.IntakeLog;
import dev.gatehouse.serve.source.Source;
import dev.gatehouse.serve.source.SourceState;
import dev.gatehouse.serve.store.EvidenceStore;
import dev.gatehouse.serve.store.ResultStore;
import dev.gatehouse.serve.store.Results;
import dev.gatehouse.serve.watch.Watch;
import dev.gatehouse.serve.watch.WatchListener;
import dev.gatehouse.serve.watch.WatchState;
import dev.gatehouse.trail.TrailEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the server is doing, told as it is. */
public final class Health implements WatchListener {
  private final Clock clock;
  private final Consumer<String> notices;
  private final Instant started;
  private final TrailHealth trails = new TrailHealth();
  private final Latency latency = new Latency();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong snapshotBytes = new AtomicLong();
  private final AtomicLong snapshotMillis = new AtomicLong();
  private @Nullable IntakeLog log;
  private @Nullable Intake intake;
  private @Nullable Watch watch;
  private @Nullable IndexEvidence index;
  private @Nullable ResultStore results;
  private @Nullable EvidenceStore evidence;
  private List<Source> sources = List.of();

  Health(Clock clock, Consumer<String> notices) {
    this.clock = clock;
    this.notices = notices;
    this.started = clock.instant();
  }

  synchronized void over(
      IntakeLog log,
      Intake intake,
      Watch watch,
      IndexEvidence index,
      List<Source> sources,
      ResultStore results,
      EvidenceStore evidence) {
    this.log = log;
    this.intake = intake;
    this.watch = watch;
    this.index = index;
    this.sources = List.copyOf(sources);
    this.results = results;
    this.evidence = evidence;
  }

  @Override
  public void notice(String sentence) {
    notices.accept(sentence);
  }

  @Override
  public void broke(Throwable fault) {
    notices.accept("The watch has stopped: " + fault);
  }

  @Override
  public void judged(Frame frame, boolean again) {
    if (!again && frame.recordCount() > 0) {
      long millis = Duration.between(frame.received(), clock.instant()).toMillis();
      latency.add(Math.max(0, millis), frame.recordCount());
    }
  }

  @Override
  public void events(List<TrailEvent> judged) {
    events.addAndGet(judged.size());
    trails.add(judged, clock.instant());
  }

  @Override
  public void stored(Results results) {}

  @Override
  public void snapshot(long bytes, Duration took) {
    snapshotBytes.set(bytes);
    snapshotMillis.set(took.toMillis());
  }

  /** How far everything is, and what does not work. */
  public synchronized HealthReport report() {
    IntakeLog log = Objects.requireNonNull(this.log);
    Intake intake = Objects.requireNonNull(this.intake);
    Watch watch = Objects.requireNonNull(this.watch);
    IndexEvidence index = Objects.requireNonNull(this.index);
    ResultStore results = Objects.requireNonNull(this.results);
    ResultStore.Counts stored = results.counts();
    Instant newest = results.newest();
    EvidenceStore evidence = Objects.requireNonNull(this.evidence);
    WatchState state = watch.state();
    List<SourceState> states = sources.stream().map(Source::state).toList();
    List<String> problems = new ArrayList<>();
    add(problems, intake.failure());
    add(problems, watch.failure());
    add(problems, index.failure());
    states.forEach(source -> add(problems, source.failure()));
    EmbeddedPipeline.Counts counts = state.counts();
    if (counts != null) {
      counts
          .broken()
          .forEach((id, why) -> problems.add("The detection `" + id + "` fails: " + why));
    }
    long position = results.position();
    JsonMap details =
        JsonWriter.object(
            "started", started.toString(),
            "frames", log.last(),
            "judged", position,
            "findable", evidence.position(),
            "waitingBytes", intake.waitingBytes(),
            "floor", state.floor().isAfter(Instant.MIN) ? state.floor().toString() : null,
            "newest", newest.isAfter(Instant.MIN) ? newest.toString() : null,
            "records", events.get(),
            "duplicates", index.duplicates(),
            "late", counts == null ? 0 : counts.late(),
            "sealedEarly", counts == null ? 0 : counts.sealedEarly(),
            "findings", stored.findings(),
            "cases", stored.cases(),
            "setAside", stored.setAside(),
            "latencyMillis",
                JsonWriter.object(
                    "p50", Math.round(latency.percentile(0.5)),
                    "p99", Math.round(latency.percentile(0.99))),
            "snapshot",
                JsonWriter.object("bytes", snapshotBytes.get(), "millis", snapshotMillis.get()),
            "sources", states.stream().map(Health::json).toList(),
            "trails", trails.json());
    return new HealthReport(problems.isEmpty(), problems, details, metrics(details, states));
  }

  private static void add(List<String> problems, @Nullable String problem) {
    if (problem != null) {
      problems.add(problem);
    }
  }

  private static JsonMap json(SourceState state) {
    return JsonWriter.object(
        "name", state.name(),
        "kind", state.kind(),
        "units", state.units(),
        "records", state.records(),
        "rejected", state.rejected(),
        "waiting", state.waiting(),
        "lastRead", state.lastRead() == null ? null : state.lastRead().toString(),
        "failure", state.failure());
  }

  private List<String> metrics(JsonMap details, List<SourceState> states) {
    Metrics metrics = new Metrics();
    metrics.gauge("gatehouse_frames", "Frames in the intake log.", details.get("frames"));
    metrics.gauge(
        "gatehouse_frames_judged", "Frames whose results are stored.", details.get("judged"));
    metrics.gauge(
        "gatehouse_frames_findable", "Frames whose records can be found.", details.get("findable"));
    metrics.gauge(
        "gatehouse_intake_waiting_bytes",
        "Bytes that wait to be written.",
        details.get("waitingBytes"));
    metrics.counter(
        "gatehouse_records_total", "Records judged since the start.", details.get("records"));
    metrics.counter(
        "gatehouse_duplicates_total", "Records that were there before.", details.get("duplicates"));
    metrics.counter(
        "gatehouse_late_total",
        "Records that came later than lateness allows.",
        details.get("late"));
    metrics.counter(
        "gatehouse_sealed_early_total",
        "How often the bound on memory cut lateness short.",
        details.get("sealedEarly"));
    metrics.gauge("gatehouse_findings", "Findings that hold.", details.get("findings"));
    metrics.gauge("gatehouse_cases", "Cases that hold.", details.get("cases"));
    metrics.gauge(
        "gatehouse_set_aside",
        "Pieces of input that could not be taken in.",
        details.get("setAside"));
    metrics.summary(
        "gatehouse_received_to_stored_seconds",
        "From the receipt of a record to its results.",
        latency);
    for (SourceState state : states) {
      metrics.labelled(
          "gatehouse_source_records_total",
          "counter",
          "Records a source brought.",
          "source",
          state.name(),
          state.records());
      metrics.labelled(
          "gatehouse_source_rejected_total",
          "counter",
          "Pieces set aside.",
          "source",
          state.name(),
          state.rejected());
      metrics.labelled(
          "gatehouse_source_up",
          "gauge",
          "Whether the source works.",
          "source",
          state.name(),
          state.failure() == null ? 1 : 0);
    }
    trails.metrics(metrics, clock.instant());
    return metrics.lines();
  }
}
