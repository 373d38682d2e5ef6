package dev.gatehouse.serve;

import dev.gatehouse.core.detect.Detection;
import dev.gatehouse.core.finding.Names;
import dev.gatehouse.core.pipeline.DetectionPipeline;
import dev.gatehouse.core.pipeline.EmbeddedPipeline;
import dev.gatehouse.core.pipeline.PipelineSettings;
import dev.gatehouse.core.rules.Detections;
import dev.gatehouse.estate.Estate;
import dev.gatehouse.serve.access.Access;
import dev.gatehouse.serve.access.SqliteAccessStore;
import dev.gatehouse.serve.api.Api;
import dev.gatehouse.serve.api.ApiServer;
import dev.gatehouse.serve.api.ChangeFeed;
import dev.gatehouse.serve.api.FeedResults;
import dev.gatehouse.serve.audit.AuditedDatabase;
import dev.gatehouse.serve.evidence.IndexEvidence;
import dev.gatehouse.serve.evidence.RecordReader;
import dev.gatehouse.serve.intake.Frontier;
import dev.gatehouse.serve.intake.Intake;
import dev.gatehouse.serve.intake.IntakeLog;
import dev.gatehouse.serve.source.BucketSettings;
import dev.gatehouse.serve.source.EventsSettings;
import dev.gatehouse.serve.source.EventsSource;
import dev.gatehouse.serve.source.FolderSettings;
import dev.gatehouse.serve.source.FolderSource;
import dev.gatehouse.serve.source.Lateness;
import dev.gatehouse.serve.source.Source;
import dev.gatehouse.serve.source.SourceSettings;
import dev.gatehouse.serve.source.SqsSettings;
import dev.gatehouse.serve.source.aws.BucketSource;
import dev.gatehouse.serve.source.aws.SqsSource;
import dev.gatehouse.serve.store.sqlite.SqliteEvidenceStore;
import dev.gatehouse.serve.store.sqlite.SqliteJournal;
import dev.gatehouse.serve.store.sqlite.SqliteResultStore;
import dev.gatehouse.serve.watch.Snapshots;
import dev.gatehouse.serve.watch.Watch;
import dev.gatehouse.serve.watch.WatchOptions;
import dev.gatehouse.serve.work.DecisionStore;
import dev.gatehouse.serve.work.Decisions;
import dev.gatehouse.serve.work.SqliteDecisionStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything wired together:
 *
 * <pre>
 * source ─► intake ─► log ─┬─► watch: pipeline ─► results ─┐
 *   ▲          │           └─► evidence ───────────────────┴─► API
 *   └ durable ─┘
 * </pre>
 */
public final class Server implements AutoCloseable {
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final long SEGMENT_BYTES = 64L << 20;

  /** Bytes that one input kept live may take, with what the stages remember of it. */
  private static final long LIVE_BYTES = 1_500;

  /** What has to be closed, the last opened first. */
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  private final ServeSettings settings;
  private final Clock clock;
  private final Health health;
  private final ChangeFeed feed = new ChangeFeed();

  /** With what was decided at the console until this start. */
  private Estate estate = Estate.EMPTY;

  private final Consumer<String> notices;
  private int port;
  private @Nullable String firstPassword;

  private Server(ServeSettings settings, Clock clock, Consumer<String> notices) {
    this.settings = settings;
    this.clock = clock;
    this.notices = notices;
    this.health = new Health(clock, notices);
  }

  /**
   * Starts a server.
   *
   * @param notices takes sentences for whoever runs it
   * @throws IOException with one sentence if it cannot be started
   */
  public static Server start(ServeSettings settings, Clock clock, Consumer<String> notices)
      throws IOException {
    Server server = new Server(settings, clock, notices);
    try {
      server.open();
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void open() throws IOException {
    DataFolder data = keep(DataFolder.open(settings.data()));
    IntakeLog log = keep(IntakeLog.open(data.intake(), SEGMENT_BYTES));
    SqliteJournal journal = keep(new SqliteJournal(data.journal()));
    SqliteResultStore results = keep(new SqliteResultStore(data.results()));
    SqliteEvidenceStore evidence = keep(new SqliteEvidenceStore(data.evidence()));
    AuditedDatabase database = keep(new AuditedDatabase(data.access(), clock));
    DecisionStore decisions = new SqliteDecisionStore(database, clock);
    estate = Decisions.over(settings.estate(), decisions);
    Snapshots snapshots = new Snapshots(data.snapshots());
    Watch watch =
        new Watch(
            log,
            snapshots,
            results,
            this::pipeline,
            WatchOptions.usual(settings.lateness(), Names.of(estate)),
            new FeedResults(health, feed));
    IndexEvidence index = keep(new IndexEvidence(log, evidence));
    keep(watch);
    Intake intake = keep(new Intake(log, journal, new Frontier(log.floor()), clock));
    List<Source> sources = new ArrayList<>();
    List<EventsSource> doors = new ArrayList<>();
    for (SourceSettings source : settings.sources()) {
      Source made = keep(source(source, intake));
      sources.add(made);
      if (made instanceof EventsSource door) {
        doors.add(door);
      }
    }
    health.over(log, intake, watch, index, sources, results, evidence);
    Access access = new Access(new SqliteAccessStore(database), clock, settings.api().tokenHash());
    ApiServer api =
        keep(
            Api.server(
                new Api.Parts(
                    results,
                    evidence,
                    new RecordReader(log, evidence),
                    health::report,
                    () -> estate,
                    detectionIds(),
                    database,
                    access,
                    decisions,
                    feed,
                    doors),
                settings.api(),
                clock,
                health::notice));
    firstPassword = access.firstUser().orElse(null);
    port = api.start();
    watch.start();
    index.start();
    Duration kept = settings.keep();
    if (kept != null) {
      keep(new Housekeeping(
              FORGET_EVERY, new Retention(log, evidence, snapshots, kept, clock), notices))
          .start();
    }
    sources.forEach(Source::start);
  }

  private Set<String> detectionIds() {
    return Detections.all(settings.estate()).stream()
        .map(detection -> detection.about().id())
        .collect(Collectors.toSet());
  }

  private Source source(SourceSettings source, Intake intake) throws IOException {
    Lateness lateness = new Lateness(settings.lateness());
    // Each kind has its own thread or threads, begun once everything listens.
    if (source instanceof FolderSettings folder) {
      return new FolderSource(folder, intake, lateness);
    } else if (source instanceof SqsSettings queue) {
      return new SqsSource(queue, intake, lateness);
    } else if (source instanceof BucketSettings bucket) {
      return new BucketSource(bucket, intake, lateness);
    } else if (source instanceof EventsSettings events) {
      return new EventsSource(events, intake, lateness);
    }
    throw new IllegalStateException("There is no source of this kind: " + source.name());
  }

  private <C extends AutoCloseable> C keep(C closed) {
    open.push(closed);
    return closed;
  }

  private EmbeddedPipeline pipeline(Instant begin) {
    PipelineSettings pipeline = settings.pipeline();
    List<Detection> detections = pipeline.detections(estate);
    return new EmbeddedPipeline(
        new DetectionPipeline(
            detections,
            pipeline.baselines(estate),
            pipeline.policy(detections),
            // Without days of staging it does not matter, and records come in no order.
            pipeline.statisticalAfterDays() == 0 ? Instant.EPOCH : begin),
        settings.lateness(),
        settings.threads(),
        Math.max(10_000, Runtime.getRuntime().maxMemory() / 3 / LIVE_BYTES));
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /**
   * The password of {@link Access#FIRST_USER}, who was made because there was no user yet; null if
   * there was one. It is kept nowhere else.
   */
  public @Nullable String firstPassword() {
    return firstPassword;
  }

  /** How it is doing. */
  public Health health() {
    return health;
  }

  /** Stops reading, judges what is durable, writes a snapshot, and ends. */
  @Override
  public void close() throws IOException {
    List<Exception> failures = new ArrayList<>();
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw new IOException("The server did not end cleanly: " + failures.get(0).getMessage());
    }
  }
}
